import fc from 'fast-check';
import {expect, it} from 'vitest';
import {plainText} from '../../src/logs/plain-text.js';

it('leaves out colours, cursor movements, titles and links', () => {
	expect(
		plainText('\x1b[1;38:2::1:2:3mred\x1b[m \x1b[2K\x1b]0;title\x07a \x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\'),
	).toBe('red a link');
});

it('is what is left of a line that writes over itself', () => {
	expect(plainText('10%\r20%\r\x1b[32m30%\x1b[0m')).toBe('30%');
	expect(plainText('wait |\b/\b-')).toBe('wait -');
});

it('leaves every text without a control sequence as it is', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary-ascii'}), text => {
			const without = text.replace(/[\x1b\r\b]/g, '');
			expect(plainText(without)).toBe(without);
		}),
	);
});

it('swallows nothing after a sequence that does not end', () => {
	expect(plainText('\x1b]0;title and all the rest')).toContain('title and all the rest');
});
