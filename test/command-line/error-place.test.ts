import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {findErrorPlace} from '../../src/command-line/error-place.js';

const own = new URL('../../src/command-line/ecosystem-file.js', import.meta.url);

function placeOf(stack: string): string | undefined {
	return findErrorPlace(Object.assign(new Error('no database'), {stack}), '/app/ecosystem.config.js');
}

test.each([
	["the head of a CommonJS file's syntax error", '/app/a b.js:3\n  {a: 1 b: 2}\n', '/app/a b.js:3'],
	['a frame of CommonJS', 'Error: no\n    at Object.<anonymous> (/app/a b.cjs:2:7)\n', '/app/a b.cjs:2'],
	['a frame of an ES module', 'Error: no\n    at file:///app/a%20b.mjs:2:7\n', '/app/a b.mjs:2'],
	[
		"what comes after node's own",
		'Error: no\n    at require (node:internal/modules/cjs/loader:1207:15)\n    at f (/app/c.js:9:1)\n',
		'/app/c.js:9',
	],
])('is found in %s', (_, stack, place) => {
	expect(placeOf(stack)).toBe(place);
});

test("is not clumon's own code", () => {
	expect(placeOf(`Error: no\n    at f (${own.href}:1:1)\n    at g (${fileURLToPath(own)}:2:2)\n`)).toBeUndefined();
});

test('is nowhere when what was thrown is no error', () => {
	expect(findErrorPlace('no database', '/app/ecosystem.config.js')).toBeUndefined();
});
