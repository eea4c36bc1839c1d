import process from 'node:process';
import {isatty} from 'node:tty';
import type {MonitCommand} from '../command-line/client-command.js';
import {UsageError} from '../command-line/usage-error.js';
import {RemoteCluster} from '../control/remote-cluster.js';
import type {Operator} from '../model/operator.js';
import {screenThreadFile} from '../own-files.js';
import {ScreenHost} from '../ui/thread/screen-host.js';
import {localClumons} from './local-clumons.js';
import {nameOf, pickClumon} from './pick-clumon.js';
import {complain, print} from './print.js';

const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The screen on a clumon that runs elsewhere. It ends when it is told to, and leaves the clumon alone. */
export async function runMonit({name, screen}: MonitCommand): Promise<number> {
	if (!isatty(0) || !isatty(1)) {
		throw new UsageError(
			'no-terminal',
			'monit needs a terminal: clumon status prints the table once, clumon logs the log',
		);
	}
	const clumon = pickClumon(await localClumons(), {name, cwd: process.cwd()});
	const cluster = await RemoteCluster.open(clumon.path);
	const notices: string[] = [];
	const detach = () => void host.close();
	const operator: Operator = async request => {
		if (request.type === 'quit') {
			detach();
			return {ok: true, message: 'detached'};
		}
		return cluster.operator(request);
	};
	const host = new ScreenHost({
		view: cluster.view,
		log: cluster.log,
		operator,
		options: {...screen, attached: true},
		lines: cluster.lines,
		entry: screenThreadFile,
		onNotice: text => void notices.push(text),
	});
	for (const signal of END_SIGNALS) {
		process.on(signal, detach);
	}
	const end = await host.ended;
	cluster.close();
	for (const notice of notices) {
		await complain(notice);
	}
	if (end.kind === 'broken') {
		await complain(end.reason);
		return 1;
	}
	const {outdated} = cluster.view.getSnapshot();
	await print(`detached from ${nameOf(clumon)}${outdated === undefined ? ', which goes on' : `: ${outdated}`}\n`);
	return 0;
}
