import fs from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';

/** `fs.promises`, as node:fs/promises takes 0.7 ms to load, for which the first worker would wait. */
const files = (): typeof fs.promises => fs.promises;

/** What is used of a file that is open for appending. */
export type AppendHandle = Pick<FileHandle, 'writev' | 'close'> & {
	readonly stat: () => Promise<{readonly nlink: number}>;
};

/** Only its owner may read it. A folder that was removed is made again. */
export async function openForAppending(path: string): Promise<AppendHandle> {
	try {
		return await files().open(path, 'a', 0o600);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') {
			throw error;
		}

		await makeFolder(dirname(path));
		return files().open(path, 'a', 0o600);
	}
}

async function makeFolder(path: string): Promise<void> {
	try {
		await files().mkdir(path, {mode: 0o700});
	} catch (error) {
		// Another file's owner may have made it just now.
		if (codeOf(error) !== 'EEXIST') {
			throw error;
		}
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
