import type {Found} from '../control/find-clumons.js';
import {formatUptime} from '../ui/text/format.js';
import {formatTable} from './format-table.js';
import {localClumons} from './local-clumons.js';
import {nameOf} from './pick-clumon.js';
import {print} from './print.js';

/** Prints what runs: a table, or with `json` an array. */
export async function runList({json}: {readonly json: boolean}): Promise<number> {
	const found = await localClumons();
	if (json) {
		await print(`${JSON.stringify(found.map(asJson), undefined, 2)}\n`);
	} else {
		await print(found.length === 0 ? 'no clumon runs\n' : formatTable([HEAD, ...found.map(asRow)]));
	}
	return 0;
}

const HEAD = ['NAME', 'READY', 'PORTS', 'UP', 'PID', 'APP'];

function asRow(one: Found): readonly string[] {
	const {status} = one;
	if (status === undefined) {
		return [nameOf(one), '–', '–', '–', '–', one.problem];
	}
	const {addresses, upMs, pid, script} = status;
	return [nameOf(one), readyOf(status), addresses.join(' ') || '–', formatUptime(upMs), String(pid), script];
}

function readyOf({instances}: {readonly instances: readonly {readonly state: {readonly kind: string}}[]}): string {
	return `${instances.filter(({state}) => state.kind === 'ready').length}/${instances.length}`;
}

function asJson(one: Found) {
	const {path, status} = one;
	if (status === undefined) {
		return {name: nameOf(one), socket: path, problem: one.problem};
	}
	const {name, pid, upMs, addresses, app, script, version, instances} = status;
	const ready = instances.filter(({state}) => state.kind === 'ready').length;
	return {name, pid, instances: instances.length, ready, addresses, upMs, app, script, version, socket: path};
}
