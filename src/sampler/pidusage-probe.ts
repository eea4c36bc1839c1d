import process from 'node:process';
import type pidusage from 'pidusage';
import type {ProcessProbe, ProcessReading} from './sampler.js';

/** pidusage holds a descriptor for each process it was asked about until it has not been asked for this long. */
const FORGET_AFTER_MS = 5000;

/**
 * Reads processes with pidusage. It answers 0 % CPU when it is first asked about a process (pidusage 4.1), which is not
 * a measurement, so the first reading has no CPU. There must be one probe in a process: the baselines are pidusage's own.
 */
export function createPidusageProbe(): ProcessProbe {
	let known: ReadonlySet<number> = new Set();
	return async pids => {
		const readings = new Map<number, ProcessReading>();
		for (const {pid, cpu, memory} of await readUsage(pids)) {
			readings.set(pid, {cpuPercent: known.has(pid) ? cpu : undefined, rssBytes: memory});
		}
		known = new Set(readings.keys());
		return readings;
	};
}

/**
 * What pidusage complains of (that it cannot run `getconf`, that there is no `/proc/uptime`), it writes to stderr, over the
 * screen, and then goes on with what is usual.
 *
 * @returns the variables as they were before, for processes that are not clumon's own
 */
export function silencePidusage(): {readonly PIDUSAGE_SILENT: string | undefined} {
	const {PIDUSAGE_SILENT} = process.env;
	process.env['PIDUSAGE_SILENT'] = '1';
	return {PIDUSAGE_SILENT};
}

async function readUsage(pids: readonly number[]): Promise<readonly pidusage.Status[]> {
	// With the first poll, as the workers start before.
	const {default: measure} = await import('pidusage');
	try {
		// Its types leave out that, among others that live, a process that is gone is undefined, or null if it never was.
		const usage: Record<string, pidusage.Status | undefined | null> = await measure([...pids], {
			maxage: FORGET_AFTER_MS,
		});
		return Object.values(usage).filter(status => status !== undefined && status !== null);
	} catch (error) {
		if (isDead(error)) {
			// The only process asked about has just gone. Its exit tells the rest.
			return [];
		}
		throw error;
	}
}

/** pidusage's own words where there is no such process (4.1), or the kernel's where it went while it was read. */
function isDead(error: unknown): boolean {
	if (!(error instanceof Error)) {
		return false;
	}
	return error.message === 'No matching pid found' || ('code' in error && error.code === 'ESRCH');
}
