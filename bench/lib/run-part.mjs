import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/**
 * Runs one script of bench/ and shows what it prints.
 *
 * That it has kept its results tells whether it ran to its end; its exit code does not, as 1 also says that a promise was
 * missed.
 *
 * @returns {Promise<{command: string, printed: string, kept?: object, failure?: string}>} what it printed, which is Markdown,
 * and what it kept
 */
export async function runScript({script, keeps, args, folder}) {
	const file = fileOf(folder, keeps);
	const command = ['node', `bench/${script}.mjs`, ...args.map(quoteBlanks)].join(' ');
	// One of an earlier run must not pass for this one's.
	rmSync(file, {force: true});
	const child = spawn(process.execPath, [fileURLToPath(new URL(`../${script}.mjs`, import.meta.url)), ...args], {
		env: {...process.env, CLUMON_BENCH_RESULTS: folder},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', chunk => {
		printed += chunk;
		process.stdout.write(chunk);
	});
	// Ctrl-C reaches the script too; SIGTERM is for this process alone.
	const passOn = () => child.kill('SIGTERM');
	process.once('SIGTERM', passOn);
	const [code, signal] = await once(child, 'close');
	process.off('SIGTERM', passOn);
	const kept = readKept(file);
	if (kept === undefined) {
		// Its own words are on stderr.
		return {command, printed, failure: `${command} ended with ${signal ?? `code ${code}`}`};
	}
	const run = {command, printed, kept};
	writeFileSync(file, `${JSON.stringify({...kept, run: {command, printed}}, undefined, '\t')}\n`);
	return run;
}

/** What an earlier `runScript` into this folder has returned; undefined without one. */
export function earlierRun({keeps, folder}) {
	const kept = readKept(fileOf(folder, keeps));
	return kept?.run && {...kept.run, kept};
}

function quoteBlanks(arg) {
	return arg.includes(' ') ? `'${arg}'` : arg;
}

function fileOf(folder, keeps) {
	return join(folder, `${keeps}.json`);
}

function readKept(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		// ENOENT: it has not come to its end.
		return undefined;
	}
}
