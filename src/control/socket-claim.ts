import {chmodSync, linkSync, lstatSync, renameSync, unlinkSync} from 'node:fs';
import {connect, type Server} from 'node:net';
import {join} from 'node:path';
import process from 'node:process';
import {withSocketAddress} from './socket-address.js';

export type SocketClaim = {
	readonly path: string;
	/** Takes the socket's name away, if it is still this one's. Synchronous, for a process that ends; harmless twice. */
	readonly release: () => void;
};

/** Far more rounds than there can be others that start under one name in the same millisecond. */
const MAX_TRIES = 20;

export const SOCKET_SUFFIX = '.sock';

/**
 * Listens on `<folder>/<name>.sock`; gives undefined when another process does already. What a process left behind that
 * was killed is taken over.
 *
 * The socket is made under a name of its own and then linked to its proper one, which fails when that is taken, as
 * binding and removing are two steps between which another clumon could come. One that nobody listens on is first moved
 * aside and looked at: was it another one's, bound a moment ago, it is put back.
 */
export async function claimSocket(
	server: Server,
	{folder, name}: {readonly folder: string; readonly name: string},
): Promise<SocketClaim | undefined> {
	const path = join(folder, `${name}${SOCKET_SUFFIX}`);
	// node:crypto would say it better, and takes 3 ms to load, before the first worker is forked.
	const own = join(folder, `.${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
	await withSocketAddress(own, address => listen(server, address));
	try {
		chmodSync(own, 0o600);
		const inode = lstatSync(own).ino;
		return (await linkWhereFree(own, path))
			? {path, release: () => void (inodeOf(path) === inode && removeIfThere(path))}
			: undefined;
	} finally {
		removeIfThere(own);
	}
}

/** Whether `path` is now another name of `own`. */
async function linkWhereFree(own: string, path: string): Promise<boolean> {
	for (let tries = 0; tries < MAX_TRIES; tries += 1) {
		try {
			linkSync(own, path);
			return true;
		} catch (error) {
			if (!hasCode(error, 'EEXIST')) {
				throw error;
			}
		}
		const inode = inodeOf(path);
		if (await isListenedOn(path)) {
			return false;
		}
		removeStale(path, {inode, aside: `${own}.stale`});
	}
	return false;
}

/** Whether a process listens there: one that is stopped or busy does, too. */
export async function isListenedOn(path: string): Promise<boolean> {
	return withSocketAddress(
		path,
		address =>
			new Promise(resolve => {
				const socket = connect(address);
				socket.on('connect', () => {
					socket.destroy();
					resolve(true);
				});
				// Refused: whoever bound it is gone. ENOENT: removed since. Anything else (EAGAIN: its queue is full) is a life sign.
				socket.on('error', error => resolve(!hasCode(error, 'ECONNREFUSED') && !hasCode(error, 'ENOENT')));
			}),
	);
}

function removeStale(path: string, {inode, aside}: {readonly inode: number | undefined; readonly aside: string}): void {
	try {
		renameSync(path, aside);
		if (inodeOf(aside) !== inode) {
			linkSync(aside, path);
		}
	} catch (error) {
		// ENOENT: another one has removed it. EEXIST: there is a third by now.
		if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) {
			throw error;
		}
	} finally {
		removeIfThere(aside);
	}
}

function listen(server: Server, address: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(address, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

/** As rmSync does with `force`, which takes 0.5 ms when it is first used, before the first fork. */
function removeIfThere(path: string): void {
	try {
		unlinkSync(path);
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) {
			throw error;
		}
	}
}

function inodeOf(path: string): number | undefined {
	return lstatSync(path, {throwIfNoEntry: false})?.ino;
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
