import fc from 'fast-check';
import {expect, it} from 'vitest';
import {plainText} from '../../src/logs/plain-text.js';

it('leaves out colours, cursor movements, titles and links', () => {
	expect(
		plainText('\x1b[1;38:2::1:2:3mred\x1b[m \x1b[2K\x1b]0;title\x07a \x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\'),
	).toBe('red a link');
});

it('leaves every text without a control sequence as it is', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary-ascii'}), text => {
			const without = text.replaceAll('\x1b', '');
			expect(plainText(without)).toBe(without);
		}),
	);
});

it('swallows nothing after a sequence that does not end', () => {
	expect(plainText('\x1b]0;title and all the rest')).toContain('title and all the rest');
});
