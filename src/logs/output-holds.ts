/** Who cannot take more: an instance's file, or what takes the output of all. */
export type OutputHold = {
	readonly holder: string;
	/** Whose output it takes; all when it is left out. */
	readonly instance?: number;
	readonly isFull: boolean;
};

/** Whose workers wait with what they write, as something that must have all of it cannot take more. */
export class OutputHolds {
	/** By holder, the instance that it holds, or undefined for all. */
	readonly #held = new Map<string, number | undefined>();
	readonly #onChange: () => void;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	set({holder, instance, isFull}: OutputHold): void {
		if (isFull) {
			this.#held.set(holder, instance);
		} else {
			this.#held.delete(holder);
		}

		this.#onChange();
	}

	isHeld(instance: number): boolean {
		return [...this.#held.values()].some(held => held === undefined || held === instance);
	}
}
