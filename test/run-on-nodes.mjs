/**
 * Runs the whole test suite on several versions of Node, one after the other, each from the registry's `node` package in
 * a folder that is removed afterwards, and prints how each came out. Exits with 1 when one has failed.
 *
 *     node test/run-on-nodes.mjs 20 22 24 26 [-- options for vitest]
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';

const {positionals} = parseArgs({allowPositionals: true});
const dashes = process.argv.indexOf('--');
const vitestArgs = dashes === -1 ? [] : process.argv.slice(dashes + 1);
const versions = positionals.slice(0, positionals.length - vitestArgs.length);
if (versions.length === 0) {
	console.error('no version given: node test/run-on-nodes.mjs 20 22 24 26');
	process.exit(2);
}

const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const results = versions.map(version => {
	const folder = mkdtempSync(path.join(tmpdir(), 'clumon-node-'));
	// Some tests run it as another user.
	chmodSync(folder, 0o755);
	try {
		execFileSync('npm', ['install', '--prefix', folder, '--no-save', `node@${version}`], {stdio: 'inherit'});
		const node = path.join(folder, 'node_modules', 'node', 'bin', 'node');
		const exact = execFileSync(node, ['--version'], {encoding: 'utf8'}).trim();
		console.log(`\n== node ${exact}`);
		const {status} = spawnSync(node, [vitest, 'run', ...vitestArgs], {
			stdio: 'inherit',
			// For what the tests start by name.
			env: {...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`},
		});
		return {version: exact, passed: status === 0};
	} finally {
		rmSync(folder, {recursive: true});
	}
});

for (const {version, passed} of results) {
	console.log(`${passed ? 'passed' : 'FAILED'} on node ${version}`);
}

process.exitCode = results.every(({passed}) => passed) ? 0 : 1;
