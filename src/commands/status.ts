import process from 'node:process';
import type {Status} from '../control/contract.js';
import {harmless} from '../logs/harmless.js';
import type {ExitSnapshot, InstanceSnapshot, WorkerSnapshot} from '../model/snapshot.js';
import {figureText} from '../ui/text/figure-text.js';
import {type FigureKey, figuresOf} from '../ui/text/figures.js';
import {formatTimeOfDay, formatUptime} from '../ui/text/format.js';
import {formatTable} from './format-table.js';
import {localClumons} from './local-clumons.js';
import {pickClumon} from './pick-clumon.js';
import {print} from './print.js';

/** Prints the table of the workers once, and why workers have ended. */
export async function runStatus({
	name,
	json,
}: {
	readonly name: string | undefined;
	readonly json: boolean;
}): Promise<number> {
	const {status} = pickClumon(await localClumons(), {name, cwd: process.cwd()});
	await print(json ? `${JSON.stringify(status, undefined, 2)}\n` : formatStatus(status));
	return 0;
}

export function formatStatus(status: Status): string {
	const {instances, addresses, startFailure} = status;
	const ready = instances.filter(({state}) => state.kind === 'ready').length;
	const facts = [
		[status.name, ...addresses].join(' '),
		`${ready}/${instances.length} ready`,
		`up ${formatUptime(status.upMs)}`,
		`pid ${status.pid}`,
		`node ${status.nodeVersion}`,
		status.script,
	];
	const failure = startFailure === undefined ? '' : `fails to start: ${startFailure}\n`;
	const table = formatTable([HEAD, ...instances.flatMap(instanceRows)]);
	return harmlessLines(`${facts.join(' · ')}\n${failure}\n${table}${formatExits(instances)}`);
}

const USAGE: readonly (readonly [head: string, key: FigureKey])[] = [
	['CPU', 'cpuPercent'],
	['MEM', 'rssBytes'],
	['REQ/S', 'requestsPerSecond'],
	['P95', 'p95Ms'],
	['LAG', 'lagMs'],
];
const NO_USAGE = USAGE.map(() => '–');
const HEAD = ['#', 'ID', 'PID', 'STATE', 'UP', 'RST', ...USAGE.map(([head]) => head), ''];

function instanceRows({index, state, workers, restarts}: InstanceSnapshot): readonly (readonly string[])[] {
	const [own, ...others] = workers;
	const why = 'reason' in state ? state.reason : '';
	const first = own === undefined ? ['–', '–', state.kind, '–'] : workerCells(own);
	return [
		[String(index), ...first, String(restarts), ...(own === undefined ? NO_USAGE : usageCells(own)), why],
		...others.map(worker => ['', ...workerCells(worker), '', ...usageCells(worker), worker.role]),
	];
}

function workerCells({id, pid, state, upMs, silentMs}: WorkerSnapshot): readonly string[] {
	const kind = silentMs === undefined ? state.kind : `${state.kind}, hung ${formatUptime(silentMs)}`;
	return [id === undefined ? '–' : `w${id}`, String(pid ?? '–'), kind, formatUptime(upMs)];
}

function usageCells(worker: WorkerSnapshot): readonly string[] {
	const figures = figuresOf(worker);
	return USAGE.map(([, key]) => figureText(key, figures) ?? '–');
}

/** The last ends of each instance's workers, those that were asked for too. */
function formatExits(instances: readonly InstanceSnapshot[]): string {
	const rows = instances.flatMap(({index, exits}) => exits.map(exit => exitRow(index, exit)));
	return rows.length === 0 ? '' : `\nexits\n${formatTable([EXIT_HEAD, ...rows])}`;
}

const EXIT_HEAD = ['#', 'ID', 'AT', 'AFTER', 'WHY'];

function exitRow(index: number, {workerId, at, upMs, reason, unexpected}: ExitSnapshot): readonly string[] {
	const id = workerId === undefined ? '–' : `w${workerId}`;
	const why = unexpected ? reason : `${reason}, as asked`;
	return [String(index), id, formatTimeOfDay(at), formatUptime(upMs), why];
}

/** What an app said of its own end may hold anything. */
function harmlessLines(text: string): string {
	return text.split('\n').map(harmless).join('\n');
}
