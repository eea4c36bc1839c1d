import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/**
 * Runs one script of bench/ and shows what it prints.
 *
 * That it has kept its results tells whether it ran to its end; its exit code does not, as 1 also says that a promise was
 * missed.
 *
 * @returns {Promise<{printed: string, kept?: object, failure?: string}>} what it printed, which is Markdown, and what it kept
 */
export async function runScript({script, keeps, args, folder}) {
	const file = join(folder, `${keeps}.json`);
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
	try {
		return {printed, kept: JSON.parse(readFileSync(file, 'utf8'))};
	} catch {
		// ENOENT: it has not come to its end. Its own words are on stderr.
		return {printed, failure: `${script}.mjs ${args.join(' ')} ended with ${signal ?? `code ${code}`}`};
	}
}
