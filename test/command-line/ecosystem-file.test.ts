import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {loadEcosystemFile as loadFile} from '../../src/command-line/ecosystem-file.js';
import {isEcosystemFile} from '../../src/command-line/is-ecosystem-file.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-ecosystem-'));
afterAll(() => rmSync(folder, {recursive: true}));

function write(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

test.each([
	['ecosystem.config.js', true],
	['deploy/ecosystem.config.cjs', true],
	['pm2.config.mjs', true],
	['ecosystem.js', true],
	['ecosystem.json', true],
	['pm2.json', true],
	['processes.yml', true],
	['app.js', false],
	['config.js', false],
	['ecosystem', false],
	['my-ecosystem.js', false],
])('%s is an ecosystem file: %s', (file, expected) => {
	expect(isEcosystemFile(file)).toBe(expected);
});

const loadEcosystemFile = (path: string) => loadFile(path, url => import(url));

describe('an ecosystem file', () => {
	test.each([['a.json', '{"apps": [{"script": "a.js"}]}']])('is read as %s', async (name, text) => {
		expect(await loadEcosystemFile(write(name, text))).toEqual({apps: [{script: 'a.js'}]});
	});
});

describe('a broken ecosystem file', () => {
	test.each([
		['comma.json', '{\n"apps": [\n{"script": "a.js",}\n]}', ':3: SyntaxError: '],
		['short.json', '{\n"apps": [', ':2: SyntaxError: '],
	])('%s is told with its place', async (name, text, message) => {
		const path = write(name, text);
		await expect(loadEcosystemFile(path)).rejects.toMatchObject({
			name: 'UsageError',
			code: 'ecosystem-unreadable',
			message: expect.stringContaining(`${path}${message}`),
		});
	});

	test('that is YAML is told what to write instead', async () => {
		await expect(loadEcosystemFile(write('a.yml', 'apps: []'))).rejects.toThrow('YAML is not read, write it as .json');
	});

	test('that is missing is told', async () => {
		await expect(loadEcosystemFile(join(folder, 'no.config.js'))).rejects.toThrow(
			`no such file: ${folder}/no.config.js`,
		);
	});
});
