import type {Sample} from '../model/sample.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {EventLine} from './contract.js';
import {requestLines, UnreachableError} from './control-client.js';
import type {LogPart} from './log-cursor.js';
import {parsePackedLine} from './packed-line.js';
import {parseAnswer} from './parse-answer.js';

type Connection = {
	/** Of the socket. */
	readonly path: string;
	readonly signal: AbortSignal;
};

/** Hands each snapshot and all samples on until the connection ends; gives why it did. */
export async function readEvents({
	onSnapshot,
	onSamples,
	...connection
}: Connection & {
	readonly onSnapshot: (snapshot: ClusterSnapshot) => void;
	readonly onSamples: (samples: readonly Sample[]) => void;
}): Promise<string> {
	try {
		for await (const line of requestLines({...connection, target: '/events'})) {
			const event = parseAnswer<EventLine>(line);
			switch (event.type) {
				case 'snapshot':
					onSnapshot(event.snapshot);
					break;
				case 'samples':
					onSamples(event.samples);
					break;
				case 'end':
					return event.message;
			}
		}
	} catch (error) {
		if (!(error instanceof UnreachableError)) {
			throw error;
		}
	}
	return 'connection lost';
}

/** Hands on what the log has from line `from` on, and what comes. That it ends, the events tell. */
export async function readLog({
	from,
	onPart,
	...connection
}: Connection & {readonly from: number; readonly onPart: (part: LogPart) => void}): Promise<void> {
	try {
		for await (const line of requestLines({...connection, target: `/logs?format=packed&follow=1&from=${from}`})) {
			onPart(parsePackedLine(line));
		}
	} catch (error) {
		// Then the events have ended, too.
		if (!(error instanceof UnreachableError)) {
			throw error;
		}
	}
}
