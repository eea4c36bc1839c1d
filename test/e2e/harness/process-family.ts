import {randomUUID} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {waitFor} from './wait-for.js';

/**
 * All processes that descend from one that was started with `environment`, orphans too: a variable that each inherits
 * marks them. Reads /proc, so Linux only.
 */
export class ProcessFamily {
	readonly environment: Readonly<Record<string, string>>;
	readonly #mark: string;

	constructor() {
		const id = randomUUID();
		this.environment = {CLUMON_TEST_FAMILY: id};
		this.#mark = `CLUMON_TEST_FAMILY=${id}`;
	}

	/** Of those that are alive; a zombie has no environment any more. */
	pids(): number[] {
		return readdirSync('/proc')
			.filter(name => /^\d+$/.test(name) && this.#isMember(name))
			.map(Number);
	}

	/** Waits until none is left. */
	async gone(): Promise<void> {
		await waitFor(() => this.pids().length === 0, {
			what: 'all processes to end',
			context: () => this.pids().map(describeProcess).join('\n'),
		});
	}

	async kill(): Promise<void> {
		// Again and again, as each may fork on its last breath.
		await waitFor(
			() => {
				const pids = this.pids();
				pids.forEach(killNow);
				return pids.length === 0;
			},
			{what: 'all processes to be killed', context: () => this.pids().map(describeProcess).join('\n')},
		);
	}

	#isMember(pid: string): boolean {
		return readProcFile(`/proc/${pid}/environ`).split('\0').includes(this.#mark);
	}
}

function describeProcess(pid: number): string {
	return `${pid} ${readProcFile(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`;
}

function readProcFile(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		// ENOENT, ESRCH: the process has ended. EACCES: it is somebody else's.
		return '';
	}
}

function killNow(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// ESRCH: already gone, which is what we wanted.
	}
}
