import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {afterAll, describe, expect, test} from 'vitest';
import {resolveApp} from '../../src/command-line/resolve-app.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-resolve-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, {recursive: true}));

const write = (file: string, text = 'console.log(1)') => {
	mkdirSync(join(folder, file, '..'), {recursive: true});
	writeFileSync(join(folder, file), text);
};

describe('resolveApp', () => {
	// So that no package.json further up decides what kind of module these are.
	write('package.json', '{}');
	write('app.js');
	write('module.mjs');
	write('typed.ts');
	write('with-index/index.js');
	write('with-main/package.json', '{"main": "lib/start"}');
	write('with-main/lib/start.js');
	symlinkSync('with-index', join(folder, 'current'));

	test.each([
		['app.js', 'app.js'],
		['./app', 'app'],
		['module.mjs', 'module.mjs'],
		['with-index', 'with-index'],
		['with-main/', 'with-main'],
	])('accepts %s, which node runs, as it was named', (app, name) => {
		const {script, defaultName} = resolveApp(app, folder);
		expect([script, defaultName]).toEqual([join(folder, name), name]);
		expect(execFileSync(process.execPath, [script], {encoding: 'utf8'})).not.toBe('');
	});

	test('takes an absolute path, and TypeScript for a loader to run', () => {
		expect(resolveApp(join(folder, 'typed.ts'), '/').script).toBe(join(folder, 'typed.ts'));
	});

	test('keeps a symbolic link, so that a later fork follows where it points then', () => {
		expect(resolveApp('current/index.js', folder).script).toBe(join(folder, 'current/index.js'));
	});

	test('names a directory after itself, also as "."', () => {
		expect(resolveApp('.', join(folder, 'with-index')).defaultName).toBe('with-index');
	});

	test.each([
		['my app.js', 'my-app.js'],
		['.hidden.js', 'hidden.js'],
		['übung.js', 'bung.js'],
		['日本', 'app'],
		[`${'x'.repeat(80)}.js`, 'x'.repeat(64)],
	])('makes of %s a name that a file and a socket can have', (file, name) => {
		write(file);
		expect(resolveApp(file, folder).defaultName).toBe(name);
	});

	test('says which path a missing file was looked for under', () => {
		expect(() => resolveApp('nope/app.js', folder)).toThrow(
			expect.objectContaining({
				code: 'app-not-found',
				message: `no such file: ${folder}/nope/app.js, name the app's file, or see clumon --help`,
			}),
		);
	});

	test('proposes the extension that node does not try', () => {
		expect(() => resolveApp('module', folder)).toThrow(
			expect.objectContaining({
				code: 'app-not-found',
				message: `no such file: ${folder}/module, did you mean module.mjs?`,
			}),
		);
	});

	test('proposes the command that was mistyped', () => {
		expect(() => resolveApp('stats', folder)).toThrow(
			expect.objectContaining({message: `no such file: ${folder}/stats, did you mean clumon status?`}),
		);
	});

	test('refuses a directory without an entry', () => {
		mkdirSync(join(folder, 'empty'));
		expect(() => resolveApp('empty', folder)).toThrow(
			expect.objectContaining({
				code: 'app-without-entry',
				message: `no app in directory ${folder}/empty: no index.js, and no package.json whose "main" exists; name the app's file`,
			}),
		);
	});

	test('refuses a directory whose package.json is broken', () => {
		write('broken/package.json', '{');
		expect(() => resolveApp('broken', folder)).toThrow(
			expect.objectContaining({
				code: 'app-without-entry',
				message: `no app in directory ${folder}/broken: its package.json cannot be read; name the app's file`,
			}),
		);
	});

	test('refuses what is not a regular file', () => {
		expect(() => resolveApp('/dev/null', folder)).toThrow(
			expect.objectContaining({
				code: 'app-unreadable',
				message: "cannot run /dev/null: not a regular file, name the app's file",
			}),
		);
	});

	test('says why a path cannot be looked up', () => {
		expect(() => resolveApp('app.js/x', folder)).toThrow(
			expect.objectContaining({
				code: 'app-unreadable',
				message: `cannot read ${folder}/app.js/x (ENOTDIR), check the path and its permissions`,
			}),
		);
	});

	test('refuses a file that it may not read', () => {
		write('secret.js');
		chmodSync(join(folder, 'secret.js'), 0);
		withoutPrivileges(() => {
			expect(() => resolveApp('secret.js', folder)).toThrow(
				expect.objectContaining({
					code: 'app-unreadable',
					message: `cannot read ${folder}/secret.js (EACCES), check the path and its permissions`,
				}),
			);
		});
	});
});

/** Root may read everything; as somebody else it may not. */
function withoutPrivileges(run: () => void): void {
	const user = process.geteuid?.();
	if (user === 0) {
		process.seteuid?.(65_534);
	}

	try {
		run();
	} finally {
		if (user === 0) {
			process.seteuid?.(0);
		}
	}
}
