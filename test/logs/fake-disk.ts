import {Buffer} from 'node:buffer';
import type {AppendHandle} from '../../src/logs/append-handle.js';

/** A disk with one file at a time, which takes what it is told to take. */
export class FakeDisk {
	/** What each file has, the oldest first; the last is open. */
	readonly files: string[] = [];
	/** Thrown by each write. */
	error: Error | undefined;
	/** How many bytes it takes before the error; all without. */
	roomBytes = Number.POSITIVE_INFINITY;
	/** A write ends when this does. */
	until: Promise<void> = Promise.resolve();
	links = 1;
	writes = 0;

	open = async (): Promise<AppendHandle> => {
		const index = this.files.push('') - 1;
		return {
			writev: async (buffers: readonly NodeJS.ArrayBufferView[]) => {
				this.writes += 1;
				await this.until;
				const bytes = Buffer.concat(
					buffers.map(({buffer, byteOffset, byteLength}) => Buffer.from(buffer, byteOffset, byteLength)),
				);
				if (this.error !== undefined && this.roomBytes === 0) {
					throw this.error;
				}
				const taken = bytes.subarray(0, Math.min(bytes.length, this.roomBytes));
				this.roomBytes -= taken.length;
				this.files[index] += taken.toString('latin1');
				return {bytesWritten: taken.length, buffers: []};
			},
			stat: async () => ({nlink: this.links}),
			close: async () => {},
		} as AppendHandle;
	};

	/** Full after so many bytes more. */
	fill(roomBytes = 0): void {
		this.roomBytes = roomBytes;
		this.error = Object.assign(new Error('ENOSPC: no space left on device'), {code: 'ENOSPC'});
	}

	empty(): void {
		this.roomBytes = Number.POSITIVE_INFINITY;
		this.error = undefined;
	}
}
