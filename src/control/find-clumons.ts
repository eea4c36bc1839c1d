import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Status} from './contract.js';
import {requestStatus} from './control-client.js';
import {checkFolder} from './runtime-folder.js';
import {isListenedOn, SOCKET_SUFFIX} from './socket-claim.js';

/** A clumon that runs. `problem`: why it could not be asked. */
export type Found =
	| {readonly path: string; readonly status: Status}
	| {readonly path: string; readonly status: undefined; readonly problem: string};

/**
 * All that this user runs, by name. What a killed one left behind is passed over; it goes with the next start under its
 * name.
 *
 * @throws RuntimeFolderError when a folder is not the user's own
 */
export async function findClumons(folders: readonly string[], uid: number): Promise<readonly Found[]> {
	const paths = folders.flatMap(folder => listSockets(folder, uid));
	const found = await Promise.all(paths.map(look));
	return found.filter(one => one !== undefined);
}

function listSockets(folder: string, uid: number): readonly string[] {
	if (checkFolder(folder, uid) === undefined) {
		return [];
	}
	return readdirSync(folder)
		.filter(name => name.endsWith(SOCKET_SUFFIX) && !name.startsWith('.'))
		.sort()
		.map(name => join(folder, name));
}

async function look(path: string): Promise<Found | undefined> {
	try {
		return {path, status: await requestStatus(path)};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return (await isListenedOn(path)) ? {path, status: undefined, problem} : undefined;
	}
}
