import {describe, expect, it} from 'vitest';
import {LineCarrier} from '../../../src/ui/terminal/line-carrier.js';

describe('LineCarrier', () => {
	it('gives Ink one cell for a line, and the line back in its place', () => {
		const carrier = new LineCarrier();
		const token = carrier.carry('\u001b[31mred\u001b[39m and 日本', 20);
		expect(token).toHaveLength(1);
		expect(carrier.deliver([token])).toEqual(['\u001b[31mred\u001b[39m and 日本']);
	});

	it('begins a line where the place of the one before it ends', () => {
		const carrier = new LineCarrier();
		const left = carrier.carry('\u001b[31m日本\u001b[39m', 8);
		const wide = carrier.carry('12345678', 8);
		const empty = carrier.carry('', 8);
		const right = carrier.carry('right', 5);
		expect(carrier.deliver([left + right, wide + right, empty + right, left])).toEqual([
			'\u001b[31m日本\u001b[39m    right',
			'12345678right',
			'        right',
			'\u001b[31m日本\u001b[39m',
		]);
	});

	it('drops blanks at the end of a row, and leaves a row as it is that has no line', () => {
		const carrier = new LineCarrier();
		expect(carrier.deliver([carrier.carry('text  ', 10), '', 'plain'])).toEqual(['text', '', 'plain']);
	});

	it('does not keep the lines of one frame for the next', () => {
		const carrier = new LineCarrier();
		const old = carrier.carry('old', 3);
		carrier.deliver([old]);
		const next = carrier.carry('new', 3);
		expect(next).toBe(old);
		expect(carrier.deliver([next])).toEqual(['new']);
	});

	it("carries an app's own private use characters in its lines", () => {
		const carrier = new LineCarrier();
		const token = carrier.carry('\ue000 \ue001', 3);
		expect(carrier.deliver([token])).toEqual(['\ue000 \ue001']);
	});
});
