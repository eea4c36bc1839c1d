/** Numbers from `from` to before `to`. */
export type SeqSpan = {readonly from: number; readonly to: number};

/** Rising line numbers that are added and taken away at both ends, and found by their place. */
export class SeqList {
	/** The lower ones, falling: the last is the lowest of all. */
	#falling: number[] = [];
	/** The higher ones, rising, from `#head` on. */
	#rising: number[] = [];
	#head = 0;

	get length(): number {
		return this.#falling.length + this.#rising.length - this.#head;
	}

	/** The number at a place, counted from the lowest; undefined past either end. */
	at(index: number): number | undefined {
		const lower = this.#falling.length;
		return index < lower ? this.#falling[lower - 1 - index] : this.#rising[this.#head + index - lower];
	}

	/** A number above all others. */
	addHighest(seq: number): void {
		this.#rising.push(seq);
	}

	/** A number below all others. */
	addLowest(seq: number): void {
		this.#falling.push(seq);
	}

	/** How many are below `seq`. */
	countBelow(seq: number): number {
		let low = 0;
		let high = this.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.at(middle) ?? 0) < seq) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	}

	/** Takes those within a span away: at no cost at the lower end, and elsewhere for moving what is above. */
	drop({from, to}: SeqSpan): void {
		const start = this.countBelow(from);
		const end = this.countBelow(to);
		const lower = this.#falling.length;
		this.#dropFalling(Math.min(start, lower), Math.min(end, lower));
		this.#dropRising(Math.max(start - lower, 0), Math.max(end - lower, 0));
	}

	/** By places from the lowest, as below. */
	#dropFalling(start: number, end: number): void {
		this.#falling.splice(this.#falling.length - end, end - start);
	}

	#dropRising(start: number, end: number): void {
		if (start > 0) {
			this.#rising.splice(this.#head + start, end - start);
			return;
		}

		this.#head += end;
		if (2 * this.#head > this.#rising.length) {
			this.#rising = this.#rising.slice(this.#head);
			this.#head = 0;
		}
	}
}
