import {readFileSync} from 'node:fs';

/**
 * Tells whether the kernel's OOM killer has struck in this process's cgroup since it was last asked. A SIGKILL does not
 * say who sent it, but the cgroup counts (`oom_kill`, Linux 4.13). Where nothing counts, the answer is false.
 */
export function createOomKillerWatch(readCount: () => number | undefined = readOomKills): () => boolean {
	let known = readCount();
	return () => {
		const count = readCount();
		const hasStruck = count !== undefined && known !== undefined && count > known;
		known = count;
		return hasStruck;
	};
}

function readOomKills(): number | undefined {
	for (const file of counterFiles()) {
		const count = /^oom_kill (\d+)$/m.exec(readOrEmpty(file))?.[1];
		if (count !== undefined) {
			return Number(count);
		}
	}
	return undefined;
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
		// ENOENT: another kind of system or cgroup.
		return '';
	}
}
