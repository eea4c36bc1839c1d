import {type FileHandle, open} from 'node:fs/promises';
import {join} from 'node:path';

export type NewFile = {readonly handle: FileHandle; readonly file: string; readonly path: string};

/** More files of one second are none that somebody has asked for. */
const MOST_TRIES = 100;

/**
 * Opens a file that was not there, for the user alone: `<stem><extension>`, or `<stem>-2<extension>` and so on where
 * somebody was faster. Another process that does the same gets another file.
 *
 * @throws what `open` says, EEXIST after a hundred names
 */
export async function openNewFile({
	folder,
	stem,
	extension,
}: {
	readonly folder: string;
	readonly stem: string;
	readonly extension: string;
}): Promise<NewFile> {
	for (let count = 1; ; count += 1) {
		const file = `${stem}${count === 1 ? '' : `-${count}`}${extension}`;
		const path = join(folder, file);
		try {
			return {handle: await open(path, 'wx', 0o600), file, path};
		} catch (error) {
			if (!isTaken(error) || count === MOST_TRIES) {
				throw error;
			}
		}
	}
}

function isTaken(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
