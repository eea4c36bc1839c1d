import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {WholeLines} from '../../src/logs/whole-lines.js';

const textOf = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString('latin1');

test('lets lines through when they are whole', () => {
	const lines = new WholeLines();
	expect(textOf(lines.push(Buffer.from('a\nb')))).toBe('a\n');
	expect(textOf(lines.push(Buffer.from('c')))).toBe('');
	expect(textOf(lines.push(Buffer.from('d\n\ne')))).toBe('bcd\n\n');
	expect(textOf(lines.end())).toBe('e\n');
	expect(textOf(lines.end())).toBe('');
});

test('what was let through does not change when more comes', () => {
	const lines = new WholeLines();
	lines.push(Buffer.from('abc'));
	const pieces = lines.push(Buffer.from('\n'));
	lines.push(Buffer.from('xyz'));
	expect(textOf(pieces)).toBe('abc\n');
});

test('a line past the limit is broken in two, and no byte of it is lost', () => {
	const lines = new WholeLines({limitBytes: 10});
	const out = ['123456', '789012', '3456\n'].map(text => textOf(lines.push(Buffer.from(text))));
	expect(out).toEqual(['', '123456789012\n', '3456\n']);
});

test('whatever comes in whatever chunks, what comes out are whole lines and all of it', () => {
	const chunk = fc.oneof(
		fc.uint8Array({maxLength: 40}).map(bytes => Buffer.from(bytes)),
		fc.constantFrom('\n', 'a\nb', '\n\n', '語').map(text => Buffer.from(text)),
	);
	fc.assert(
		fc.property(fc.array(chunk, {maxLength: 40}), chunks => {
			const lines = new WholeLines();
			const out = chunks.map(bytes => textOf(lines.push(Buffer.from(bytes))));
			out.push(textOf(lines.end()));
			const sent = Buffer.concat(chunks).toString('latin1');
			expect(out.join('')).toBe(sent === '' || sent.endsWith('\n') ? sent : `${sent}\n`);
			expect(out.every(text => text === '' || text.endsWith('\n'))).toBe(true);
		}),
		{numRuns: 500},
	);
});
