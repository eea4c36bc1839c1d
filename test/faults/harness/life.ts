import type {HeadlessClumon} from '../../e2e/harness/start-headless.js';
import {waitFor} from '../../e2e/harness/wait-for.js';

export type ForkedWorker = {readonly instance: number; readonly id: number; readonly pid: number};

/** Every worker that clumon has said it forked, the dead too, oldest first. */
export function forkedWorkers(clumon: HeadlessClumon): ForkedWorker[] {
	return [...clumon.stderr().matchAll(/^\[(\d+)\] ── w(\d+) forked · pid (\d+) ──$/gm)].map(
		([, instance, id, pid]) => ({
			instance: Number(instance),
			id: Number(id),
			pid: Number(pid),
		}),
	);
}

/** The newest worker of an instance. */
export function newestWorker(clumon: HeadlessClumon, instance: number): ForkedWorker {
	const worker = forkedWorkers(clumon).findLast(candidate => candidate.instance === instance);
	if (worker === undefined) {
		throw new Error(`instance ${instance} has no worker yet:\n${clumon.stderr()}`);
	}
	return worker;
}

/** Waits until at least `count` workers have become ready since the start. */
export async function waitForReady(clumon: HeadlessClumon, count: number): Promise<void> {
	await waitForCount(clumon, /── w\d+ ready\b/g, count);
}

/** Waits until clumon has said this at least `count` times. */
export async function waitForCount(clumon: HeadlessClumon, pattern: RegExp, count: number): Promise<void> {
	await waitFor(() => (clumon.stderr().match(pattern)?.length ?? 0) >= count, {
		what: `${pattern} ${count} times`,
		context: clumon.stderr,
	});
}

/** Waits until some worker listens on a port: the newest, as an app's only worker gets another each time. */
export async function waitForPort(clumon: HeadlessClumon): Promise<number> {
	await clumon.waitForLine('stderr', readyOnPort);
	const [, port] = [...clumon.stderr().matchAll(new RegExp(readyOnPort, 'g'))].at(-1) ?? [];
	return Number(port);
}

const readyOnPort = /ready on \S*:(\d+)/;

/** Ends it as an operator would, and waits until nothing of it is left. */
export async function quit(clumon: HeadlessClumon): Promise<number | null> {
	clumon.kill('SIGTERM');
	const {code} = await clumon.exited;
	await clumon.family.gone();
	return code;
}
