import {SeqList, type SeqSpan} from './seq-list.js';

/** A line's number, and the instance that it belongs to; undefined for the cluster's own events. */
export type LineRef = {readonly seq: number; readonly instance: number | undefined};

/**
 * Numbers of lines by source, as lines leave a log by source: to forget those that have left costs no more than how many
 * they are. A query costs a search in each source, and a look at each for every line that it returns.
 */
export class MatchLists {
	readonly #lists = new Map<number | undefined, SeqList>();

	/** A line above all others. */
	addHighest({seq, instance}: LineRef): void {
		this.#list(instance).addHighest(seq);
	}

	/** A line below all others. */
	addLowest({seq, instance}: LineRef): void {
		this.#list(instance).addLowest(seq);
	}

	/** Forgets the lines that each source has no more. */
	trim(goneFrom: (instance: number | undefined) => readonly SeqSpan[]): void {
		for (const [instance, list] of this.#lists) {
			for (const span of goneFrom(instance)) {
				list.drop(span);
			}
		}
	}

	countBelow(seq: number): number {
		return this.#sum(list => list.countBelow(seq));
	}

	countFrom(seq: number): number {
		return this.#sum(list => list.length - list.countBelow(seq));
	}

	/** The last `count` lines below `seq`, rising. */
	before(seq: number, count: number): readonly LineRef[] {
		return this.#merge({count, step: -1, startOf: list => list.countBelow(seq) - 1}).reverse();
	}

	/** The first `count` lines from `seq` on, rising. */
	from(seq: number, count: number): readonly LineRef[] {
		return this.#merge({count, step: 1, startOf: list => list.countBelow(seq)});
	}

	#merge({count, step, startOf}: {count: number; step: 1 | -1; startOf: (list: SeqList) => number}): LineRef[] {
		const cursors = Array.from(this.#lists, ([instance, list]) => ({instance, list, place: startOf(list)}));
		const merged: LineRef[] = [];
		while (merged.length < count) {
			let next: (LineRef & {readonly cursor: {place: number}}) | undefined;
			for (const cursor of cursors) {
				const seq = cursor.list.at(cursor.place);
				if (seq !== undefined && (next === undefined || step * (seq - next.seq) < 0)) {
					next = {seq, instance: cursor.instance, cursor};
				}
			}

			if (next === undefined) {
				break;
			}

			next.cursor.place += step;
			merged.push({seq: next.seq, instance: next.instance});
		}

		return merged;
	}

	#sum(count: (list: SeqList) => number): number {
		let sum = 0;
		for (const list of this.#lists.values()) {
			sum += count(list);
		}

		return sum;
	}

	#list(instance: number | undefined): SeqList {
		const list = this.#lists.get(instance) ?? new SeqList();
		this.#lists.set(instance, list);
		return list;
	}
}
