import os from 'node:os';
import process from 'node:process';
import {UsageError} from './command-line/usage-error.js';
import {ControlServer} from './control/control-server.js';
import {prepareFolder, runtimeFolder} from './control/runtime-folder.js';
import {SOCKET_SUFFIX} from './control/socket-claim.js';
import type {LogStore} from './logs/log-store.js';
import type {OutputSources} from './output-sources.js';
import {readVersion} from './own-files.js';

/** `closed`: there can be no commands from elsewhere, and why. The app runs all the same. */
export type Control = {
	/** The app has begun: what takes time may be loaded. */
	readonly prepare: () => void;
	readonly close: (message: string) => Promise<void>;
} & ({readonly kind: 'open'} | {readonly kind: 'closed'; readonly reason: string});

/**
 * Opens the socket for commands from elsewhere.
 *
 * @throws UsageError when a clumon of this name runs already
 */
export async function openControl(sources: OutputSources): Promise<Control> {
	const {start, view, store, recorder, operator} = sources;
	const uid = process.getuid?.() ?? 0;
	let folder: string;
	let server: ControlServer | undefined;
	try {
		folder = runtimeFolder({variables: process.env, home: os.homedir(), uid});
		prepareFolder(folder, uid);
		server = await ControlServer.open(
			{folder, name: start.name},
			{
				identity: {version: readVersion(), script: start.script, logLines: start.lines},
				view,
				operator,
				readyTimeoutMs: start.readyTimeoutMs,
				log: controlLog(store, recorder),
			},
		);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return {
			kind: 'closed',
			reason: `no commands from elsewhere: ${reason}`,
			prepare: () => {},
			close: async () => {},
		};
	}
	if (server === undefined) {
		throw await nameInUse(`${folder}/${start.name}${SOCKET_SUFFIX}`, start.name);
	}
	return {
		kind: 'open',
		prepare: () => void server.prepare(),
		close: message => server.close(message),
	};
}

function controlLog(store: LogStore, recorder: OutputSources['recorder']) {
	return {
		lastSeq: () => store.lastSeq,
		countFrom: (place: Parameters<LogStore['countFrom']>[0]) => store.countFrom(place),
		blocksFrom: (seq: number) => store.blocksFrom(seq),
		onBlock: recorder.onBlock.bind(recorder),
		stderrTail: recorder.stderrTail.bind(recorder),
	};
}

async function nameInUse(path: string, name: string): Promise<UsageError> {
	const next = 'choose another with --name, or see clumon list';
	try {
		const {requestStatus} = await import('./control/control-client.js');
		const {pid, script} = await requestStatus(path);
		return new UsageError('name-in-use', `the name ${name} is in use by pid ${pid} (${script}): ${next}`);
	} catch {
		// It listens, so it lives; it may be stopped, or another version.
		return new UsageError('name-in-use', `the name ${name} is in use by a clumon that does not answer: ${next}`);
	}
}
