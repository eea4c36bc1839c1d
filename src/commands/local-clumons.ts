import os from 'node:os';
import process from 'node:process';
import {type Found, findClumons} from '../control/find-clumons.js';
import {candidateFolders} from '../control/runtime-folder.js';

/** All clumons that this user runs on this machine. */
export async function localClumons(): Promise<readonly Found[]> {
	const uid = process.getuid?.() ?? 0;
	return findClumons(candidateFolders({variables: process.env, home: os.homedir(), uid}), uid);
}
