import {Buffer} from 'node:buffer';
import {closeSync, constants, openSync} from 'node:fs';
import {basename, dirname} from 'node:path';

/** What fits a sockaddr_un everywhere, its end included: 104 bytes on macOS, 108 on Linux. */
const MAX_BYTES = 103;

/**
 * Calls `use` with a path of this socket that the system's calls take, however long its own is: under Linux an open
 * folder has a short name. The folder is held open until `use` has settled.
 */
export async function withSocketAddress<T>(path: string, use: (address: string) => Promise<T>): Promise<T> {
	if (Buffer.byteLength(path) <= MAX_BYTES) {
		return use(path);
	}
	const folder = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		return await use(`/proc/self/fd/${folder}/${basename(path)}`);
	} finally {
		closeSync(folder);
	}
}
