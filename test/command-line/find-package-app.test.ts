import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {findPackageApp, type PackageApp} from '../../src/command-line/find-package-app.js';

/** A folder with a `server.js`, a `src/index.ts`, and a package.json of this text. */
function createFolder(packageJson: string | undefined): string {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-package-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	mkdirSync(join(folder, 'src'));
	writeFileSync(join(folder, 'server.js'), '');
	writeFileSync(join(folder, 'src', 'index.ts'), '');
	if (packageJson !== undefined) {
		writeFileSync(join(folder, 'package.json'), packageJson);
	}

	return folder;
}

describe('findPackageApp', () => {
	test.each<[object, PackageApp | undefined]>([
		[{scripts: {start: 'node server.js'}}, {app: 'server.js', options: [], args: [], source: 'start script'}],
		[
			{scripts: {start: "NODE_ENV=production node --import tsx src/index.ts --port 1 'a b'"}},
			{
				app: 'src/index.ts',
				options: ['--env', 'NODE_ENV=production', '--node-args', '--import tsx'],
				args: ['--port', '1', 'a b'],
				source: 'start script',
			},
		],
		[
			{scripts: {start: 'cross-env A=1 B=2 node server.js'}},
			{app: 'server.js', options: ['--env', 'A=1', '--env', 'B=2'], args: [], source: 'start script'},
		],
		...['npm run build && node server.js 1', 'dotenv node server.js 1', 'PORT=$P node server.js 1'].map(
			(start): [object, PackageApp] => [
				{scripts: {start}},
				{app: 'server.js', options: [], args: [], source: 'start script, without the rest of it'},
			],
		),
		[
			{scripts: {start: 'node server.js'}, main: './src/index.ts'},
			{app: 'server.js', options: [], args: [], source: 'start script'},
		],
		[
			{scripts: {start: 'next start'}, main: 'server.js'},
			{app: 'server.js', options: [], args: [], source: 'main'},
		],
		[
			{scripts: {start: 'node gone.js'}, main: 'server.js'},
			{app: 'server.js', options: [], args: [], source: 'main'},
		],
		[{main: 'server.js'}, {app: 'server.js', options: [], args: [], source: 'main'}],
		[{scripts: {start: 'rollup server.js'}}, undefined],
		[{main: 'src'}, undefined],
		[{main: 3, scripts: {start: ['node', 'server.js']}}, undefined],
		[{}, undefined],
	])('finds in %j: %j', (content, app) => {
		expect(findPackageApp(createFolder(JSON.stringify(content)))).toEqual(app);
	});

	test.each([undefined, '', 'null', '"text"', '{broken'])('finds nothing in a package.json that is %j', text => {
		expect(findPackageApp(createFolder(text))).toBeUndefined();
	});
});
