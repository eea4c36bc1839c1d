import {Buffer} from 'node:buffer';
import type {LineTarget} from '../../src/headless/line-target.js';

export type CollectedLines = LineTarget & {
	readonly writes: Buffer[];
	readonly text: () => string;
	/** As the writer counted them. */
	readonly lineCount: number;
};

/** Takes what a writer writes. */
export function collectLines(): CollectedLines {
	const writes: Buffer[] = [];
	let lineCount = 0;
	return {
		writes,
		write: (bytes, lines) => {
			writes.push(bytes);
			lineCount += lines;
		},
		text: () => Buffer.concat(writes).toString(),
		get lineCount() {
			return lineCount;
		},
	};
}
