/** The last values of a series, one a tick; a fixed cost for each series however long it runs. */
export class History {
	readonly #values: Float64Array;
	#count = 0;

	constructor(capacity: number) {
		this.#values = new Float64Array(capacity);
	}

	push(value: number): void {
		this.#values[this.#count % this.#values.length] = value;
		this.#count += 1;
	}

	/** Oldest first. */
	toArray(): readonly number[] {
		const {length} = this.#values;
		if (this.#count <= length) {
			return [...this.#values.subarray(0, this.#count)];
		}
		const oldest = this.#count % length;
		return [...this.#values.subarray(oldest), ...this.#values.subarray(0, oldest)];
	}
}
