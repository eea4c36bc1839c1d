import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {openDescriptors, residentBytes} from './proc.mjs';
import {waitFor} from './wait-for.mjs';

const hook = fileURLToPath(new URL('vitals-hook.cjs', import.meta.url));

/** pidusage keeps one of each worker for 60 to 90 s after its end: a matter of time, and counted by itself. */
const SAMPLED = /^\/proc\/\*\/stat$/;

/**
 * Tells what a process holds.
 *
 * @returns `environment` to start it with, and `read(pid)`: memory in bytes, and counts of descriptors, threads, listeners,
 * timers and all resources of its event loop
 */
export function createVitals() {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-bench-vitals-'));
	const [ask, file] = [join(folder, 'ask'), join(folder, 'vitals.json')];
	return {
		environment: {NODE_OPTIONS: `--require ${hook}`, VITALS_ASK: ask, VITALS_FILE: file},
		async read(pid) {
			writeFileSync(ask, '');
			await waitFor(() => existsSync(file), {what: 'the process to say what it holds'});
			const {heapBytes, resources, listeners} = JSON.parse(readFileSync(file, 'utf8'));
			rmSync(file);
			const descriptors = openDescriptors(pid);
			return {
				rssBytes: residentBytes(pid),
				heapBytes,
				descriptors: descriptors.filter(target => !SAMPLED.test(target)).length,
				sampledDescriptors: descriptors.filter(target => SAMPLED.test(target)).length,
				threads: readdirSync(`/proc/${pid}/task`).length,
				listeners,
				timers: (resources.Timeout ?? 0) + (resources.Immediate ?? 0),
				resources: Object.values(resources).reduce((sum, count) => sum + count, 0),
			};
		},
		remove: () => rmSync(folder, {recursive: true, force: true}),
	};
}
