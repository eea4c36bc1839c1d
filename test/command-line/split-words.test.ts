import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {quoteWord, splitWords} from '../../src/command-line/split-words.js';

describe('splitWords', () => {
	test.each([
		['', []],
		['   \n', []],
		['--import tsx', ['--import', 'tsx']],
		['  -r   ./a.js\t-r ./b.js ', ['-r', './a.js', '-r', './b.js']],
		[`--title "my app" --title='its own'`, ['--title', 'my app', '--title=its own']],
		[`a"b c"d'e f'`, ['ab cde f']],
		[`"" ''`, ['', '']],
		[String.raw`my\ app "say \"hi\"" 'a\b' "a\b"`, ['my app', 'say "hi"', String.raw`a\b`, String.raw`a\b`]],
	])('splits %j as a shell would', (text, words) => {
		expect(splitWords(text)).toEqual(words);
	});

	test.each([`"`, `'a`, `--title "my app`, `x"y z`, `'a'b"c d`, 'ends in \\'])('finds %j unfinished', text => {
		expect(splitWords(text)).toBeUndefined();
	});

	test('agrees with /bin/sh', () => {
		// What a shell would expand is left out, as is a line end after a backslash, which it drops.
		const text = fc.string({unit: fc.constantFrom('a', 'b', ' ', '\t', '"', "'", '\\', '-', '='), maxLength: 20});
		const samples = fc.sample(
			text.filter(sample => splitWords(sample) !== undefined),
			100,
		);
		const script = samples.map(sample => `printf '<%s>' ${sample}; echo`).join('\n');
		const lines = execFileSync('/bin/sh', ['-c', script], {encoding: 'utf8'}).trimEnd().split('\n');
		const ours = samples.map(
			sample =>
				splitWords(sample)
					?.map(word => `<${word}>`)
					.join('') || '<>',
		);
		expect(lines).toEqual(ours);
	});
});

test('a word that is quoted is that word again', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'grapheme'})), words => {
			expect(splitWords(words.map(quoteWord).join(' '))).toEqual(words);
		}),
	);
});
