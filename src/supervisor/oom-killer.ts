import {readFileSync} from 'node:fs';
import {monotonicMs} from './monotonic.js';

/**
 * Tells whether a worker that ended by SIGKILL was killed by the kernel's OOM killer. The signal does not say who sent
 * it, but the cgroup counts (`oom_kill`, Linux 4.13). Where nothing counts, the answer is always no.
 */
export type OomKillerWatch = {
	/** Reads the count. To be called at first and regularly, so that an old kill of some other process is not taken for a worker's. */
	readonly look: () => void;
	/** Whether a process of the cgroup has just been killed so, which no worker's end has been put down to yet. */
	readonly claim: () => boolean;
};

/** How old a kill may be that explains an end which is told now: a look, and the worker's last output, lie between. */
const FRESH_MS = 3000;

/** `readCount`: how many were killed so far, undefined where nothing counts. `now`: monotonic ms. */
export function createOomKillerWatch({
	readCount = createCounter(),
	now = monotonicMs,
}: {
	readonly readCount?: () => number | undefined;
	readonly now?: () => number;
} = {}): OomKillerWatch {
	let known: number | undefined;
	/** When each kill that nobody has claimed was noticed, oldest first. */
	let unclaimed: readonly number[] = [];
	const look = () => {
		const count = readCount();
		const kills = count === undefined || known === undefined ? 0 : Math.max(0, count - known);
		known = count ?? known;
		const at = now();
		unclaimed = [...unclaimed, ...new Array<number>(kills).fill(at)].filter(since => at - since <= FRESH_MS);
	};
	return {
		look,
		claim: () => {
			look();
			const isStruck = unclaimed.length > 0;
			unclaimed = unclaimed.slice(1);
			return isStruck;
		},
	};
}

/** Reads the first of the files that has a count. */
function createCounter(): () => number | undefined {
	let files: readonly string[] | undefined;
	return () => {
		files ??= counterFiles().filter(candidate => readCountFrom(candidate) !== undefined);
		const [file] = files;
		return file === undefined ? undefined : readCountFrom(file);
	};
}

function readCountFrom(file: string): number | undefined {
	const count = /^oom_kill (\d+)$/m.exec(readOrEmpty(file))?.[1];
	return count === undefined ? undefined : Number(count);
}

/** Where the count may stand: cgroup v2, then v1; by the group's own path, or at the root as a container sees it. */
function counterFiles(): readonly string[] {
	const groups = readOrEmpty('/proc/self/cgroup');
	const v2 = /^0::(.*)$/m.exec(groups)?.[1] ?? '';
	const v1 = /^\d+:memory:(.*)$/m.exec(groups)?.[1] ?? '';
	return [
		`/sys/fs/cgroup${v2}/memory.events`,
		'/sys/fs/cgroup/memory.events',
		`/sys/fs/cgroup/memory${v1}/memory.oom_control`,
		'/sys/fs/cgroup/memory/memory.oom_control',
	];
}

function readOrEmpty(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		// ENOENT: another kind of system or cgroup. EMFILE: for a moment nothing can be read.
		return '';
	}
}
