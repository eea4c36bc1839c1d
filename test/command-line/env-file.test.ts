import util from 'node:util';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseEnvFile} from '../../src/command-line/env-file.js';

const parse = (text: string) => Object.fromEntries(parseEnvFile(text, '.env'));

describe('parseEnvFile', () => {
	test('reads names and values, in order, past comments and blank lines', () => {
		expect(parseEnvFile('# first\n\nA=1\n  B = two words  # why\nexport C=3', '.env')).toEqual([
			['A', '1'],
			['B', 'two words'],
			['C', '3'],
		]);
	});

	test('takes an empty value', () => {
		expect(parse('A=\nB= # nothing\nC=""')).toEqual({A: '', B: '', C: ''});
	});

	test('keeps what is quoted, over several lines too', () => {
		expect(parse(`A="# no comment"\nB='one\ntwo'\nC=\`it's "so"\`\nD=it's`)).toEqual({
			A: '# no comment',
			B: 'one\ntwo',
			C: 'it\'s "so"',
			D: "it's",
		});
	});

	test('makes \\n a line end inside double quotes only', () => {
		expect(parse(`A="x\\ny"\nB='x\\ny'\nC=x\\ny`)).toEqual({
			A: 'x\ny',
			B: 'x\\ny',
			C: 'x\\ny',
		});
	});

	test('passes over a byte order mark and CR LF', () => {
		expect(parse('\uFEFFA=1\r\nB="2\r\n3"\r\n')).toEqual({A: '1', B: '2\n3'});
	});

	test.each([
		['a line without "="', 'A=1\nB="2\n3"\n\nnonsense\nC=3', 5],
		['a line without a name', '=1', 1],
		['a name with a blank in it', 'A=1\nMY NAME=x', 2],
		['a quote that is not closed', 'A=1\nB="2\nC=3\n', 2],
		['text after a closing quote', 'A="1" 2', 1],
	])('names the line of %s, and does not quote it', (_, text, line) => {
		expect(() => parseEnvFile(text, '/app/.env')).toThrow(
			expect.objectContaining({
				code: 'env-file-invalid',
				message: `/app/.env:${line} is not KEY=VALUE (comments start with #)`,
			}),
		);
	});

	test.runIf(typeof util.parseEnv === 'function')('reads a good file as util.parseEnv does', () => {
		// Left out is what Node 20's own parser stumbles over: tabs, blank lines with blanks,
		// nothing but blanks after `=`, a comment without a line end.
		const blanks = fc.constantFrom('', ' ', '  ');
		const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/);
		const value = fc.oneof(
			fc.stringMatching(/^[\w.:/=$\\-]([\w.:/='" $\\-]*[\w.:/=$\\-])?$/),
			fc.stringMatching(/^'[\w "#=\n\\]*'$/),
			fc.stringMatching(/^"[\w '#=\n\\]*"$/),
			fc.stringMatching(/^`[\w '"#=\n\\]*`$/),
		);
		const comment = fc.stringMatching(/^#[\w =]*$/);
		const entry = fc
			.tuple(fc.constantFrom('', 'export '), name, blanks, blanks, value, blanks, fc.oneof(comment, fc.constant('')))
			.map(([word, key, before, after, text, tail, note]) => `${word}${key}${before}=${after}${text}${tail}${note}`);
		const file = fc
			.array(fc.oneof(entry, comment, fc.constant('')), {maxLength: 8})
			.map(lines => lines.map(line => `${line}\n`).join(''));
		fc.assert(fc.property(file, text => void expect(parse(text)).toEqual({...util.parseEnv(text)})));
	});
});
