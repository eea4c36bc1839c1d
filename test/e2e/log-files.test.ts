import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'clumon-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

const numbersIn = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.map(line => Number(line.replace('line ', '')));

test('every line is in the files, none twice and none torn, over rotations', async () => {
	const folder = temporaryFolder();
	const clumon = startHeadless(['flood.js', '-i', '2', '--log-dir', folder, '--', '20000']);
	const file = path.join(folder, 'flood.js-0.log');
	const pieces: string[] = [];
	for (let rotation = 0; rotation < 3; rotation++) {
		const sizeOf = () => statSync(file, {throwIfNoEntry: false})?.size ?? 0;
		await waitFor(() => sizeOf() > 50_000, {what: 'lines in the file', context: clumon.stderr});
		renameSync(file, `${file}.${rotation}`);
		pieces.push(`${file}.${rotation}`);
		clumon.kill('SIGUSR2');
	}
	clumon.kill('SIGTERM');
	expect((await clumon.exited).code).toBe(0);
	const texts = [...pieces, file].map(name => readFileSync(name, 'utf8'));
	expect(texts.every(text => text.endsWith('\n'))).toBe(true);
	const numbers = numbersIn(texts.join(''));
	expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	const shown = clumon
		.stdout()
		.split('\n')
		.filter(line => line.startsWith('[0] line')).length;
	expect(numbers).toHaveLength(shown);
	expect(readFileSync(path.join(folder, 'flood.js-events.log'), 'utf8')).toMatch(/^\S+Z \[0\] w1 forked/m);
});

test('without log files SIGUSR2 does nothing', async () => {
	const clumon = startHeadless(['http.js', '-i', '1']);
	await clumon.waitForLine('stderr', /ready/);
	clumon.kill('SIGUSR2');
	clumon.kill('SIGTERM');
	expect(await clumon.exited).toEqual({code: 0, signal: null});
});

/** A disk of 1 MB; undefined for those who may not mount one. */
function mountSmallDisk(): string | undefined {
	const folder = temporaryFolder();
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], {stdio: 'ignore'});
	} catch {
		// EPERM: not root, or in a container without the right.
		return undefined;
	}
	onTestFinished(() => {
		execFileSync('umount', ['-l', folder]);
	});
	return folder;
}

test.skipIf(process.platform !== 'linux')(
	'a full disk is told, does not stop the app, and is gone on with when it has room',
	async context => {
		const folder = mountSmallDisk();
		if (folder === undefined) {
			context.skip();
			return;
		}
		writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(900 * 1024));
		const clumon = startHeadless(['flood.js', '-i', '1', '--log-dir', folder, '--', '20000']);
		await clumon.waitForLine('stderr', /flood\.js-\S+\.log cannot be written: ENOSPC.*the workers go on/);
		const before = clumon.stdout().length;
		await waitFor(() => clumon.stdout().length > before + 100_000, {
			what: 'more lines on stdout',
			context: clumon.stderr,
		});
		rmSync(path.join(folder, 'ballast'));
		await clumon.waitForLine('stderr', /the log files are written again, nothing is missing/);
		expect(readdirSync(folder)).toContain('flood.js-0.log');
		clumon.kill('SIGTERM');
		expect((await clumon.exited).code).toBe(0);
	},
);
