import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {fixtures} from './harness/run-clumon.js';
import {startHeadless} from './harness/start-headless.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-ecosystem-'));
afterAll(() => rmSync(folder, {recursive: true}));

function write(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const app = `{name: 'api', cwd: ${JSON.stringify(fixtures)}, script: 'http.js', instances: 2, cron_restart: '0 0 * * *'}`;

describe('an ecosystem file', () => {
	test.each([
		['a.config.cjs', `module.exports = {apps: [${app}]};`],
		['a.config.js', `module.exports = {apps: [${app}]};`],
		['a.config.mjs', `export default {apps: [${app}]};`],
		['named.config.mjs', `export const apps = [${app}];`],
		['promise.config.mjs', `export default Promise.resolve({apps: [${app}]});`],
	])('%s starts its app and names what is ignored', async (name, text) => {
		const clumon = startHeadless([write(name, text)]);
		await clumon.waitForLine('stderr', /ignored cron_restart: /);
		await clumon.waitForLine('stdout', /^\[0\] listening on/);
		await clumon.waitForLine('stdout', /^\[1\] listening on/);
		clumon.kill('SIGTERM');
		expect((await clumon.exited).code).toBe(0);
	});
});

describe('a broken ecosystem file', () => {
	test.each([
		['syntax.config.cjs', 'module.exports = {\n\tapps: [{a: 1 b: 2}]\n}', ":2: SyntaxError: Unexpected identifier 'b'"],
		['syntax.config.mjs', 'export default {\n\tapps: [{a: 1 b: 2}]\n}', ":2: SyntaxError: Unexpected identifier 'b'"],
		['throws.config.cjs', '\n\nthrow new Error("no database")', ':3: Error: no database'],
		['throws.config.mjs', '\n\nthrow new Error("no database")', ':3: Error: no database'],
		['with blank.config.mjs', '\nthrow new Error("no database")', ':2: Error: no database'],
		['text.config.cjs', 'throw "no database"', ': no database'],
		['requires.config.cjs', '\nrequire("./nothing")', ":2: Error: Cannot find module './nothing'"],
		['wrong-kind.config.mjs', 'module.exports = {}', ':1: ReferenceError: module is not defined in ES module scope'],
	])('%s is one line with its place, and exit code 2', async (name, text, message) => {
		const path = write(name, text);
		const clumon = startHeadless([path]);
		expect(await clumon.exited).toEqual({code: 2, signal: null});
		expect(clumon.stderr()).toBe(`clumon: ${path}${message}; mend it, or name the app's own file\n`);
		expect(clumon.stdout()).toBe('');
	});
});
