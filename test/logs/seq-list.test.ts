import fc from 'fast-check';
import {expect, it} from 'vitest';
import {SeqList} from '../../src/logs/seq-list.js';

it('is a sorted list, however it is added to and taken from', () => {
	const change = fc.oneof(
		fc.record({kind: fc.constant('up'), by: fc.integer({min: 1, max: 9})}),
		fc.record({kind: fc.constant('down'), by: fc.integer({min: 1, max: 9})}),
		fc.record({kind: fc.constant('drop'), by: fc.nat(300)}),
		fc.record({kind: fc.constant('drop-within'), by: fc.nat(300)}),
	);
	fc.assert(
		fc.property(fc.array(change, {maxLength: 80}), changes => {
			const list = new SeqList();
			let model: number[] = [];
			let [low, high] = [1000, 1000];
			for (const {kind, by} of changes) {
				if (kind === 'up') {
					high += by;
					list.addHighest(high);
					model.push(high);
				} else if (kind === 'down') {
					low -= by;
					list.addLowest(low);
					model.unshift(low);
				} else if (kind === 'drop-within') {
					list.drop({from: 850 + by, to: 950 + by});
					model = model.filter(seq => seq < 850 + by || seq >= 950 + by);
				} else {
					list.drop({from: 0, to: 850 + by});
					model = model.filter(seq => seq >= 850 + by);
					// What is below what was dropped never comes back.
					low = Math.max(low, model[0] ?? high);
				}

				expect(Array.from({length: list.length}, (_, place) => list.at(place))).toEqual(model);
				expect(list.at(-1)).toBeUndefined();
				expect(list.at(model.length)).toBeUndefined();
				expect(list.countBelow(1000)).toBe(model.filter(seq => seq < 1000).length);
			}
		}),
	);
});
