import {setTimeout as sleep} from 'node:timers/promises';
import type {ClusterView} from '../model/operator.js';
import type {Sample} from '../model/sample.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import type {EventLine} from './contract.js';
import type {LineStream} from './line-stream.js';

/** A snapshot costs the primary a fraction of a millisecond: no client gets more of them than a screen can show. */
const PACE_MS = 50;
/** Of 64 workers they take about 2 ms to be written down. */
const MOST_SAMPLES_AT_ONCE = 60;

/** Sends a snapshot now and after each change, until the client is gone or the cluster has ended. */
export async function streamEvents(
	stream: LineStream,
	{view, ended}: {readonly view: ClusterView; readonly ended: AbortSignal},
): Promise<void> {
	let hasChanged = true;
	let lastSample: Sample | undefined;
	let wake = () => {};
	const note = () => {
		hasChanged = true;
		wake();
	};
	const stops = [view.subscribe(note), stream.onClose(note)];
	ended.addEventListener('abort', note);
	while (!stream.isClosed && !ended.aborted) {
		if (!hasChanged) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
			continue;
		}
		hasChanged = false;
		await stream.write(snapshotLine(view.getSnapshot()));
		const samples = takeSamples(view.getSamples(), lastSample);
		if (samples.length > 0) {
			lastSample = samples.at(-1);
			await stream.write(toLine({type: 'samples', samples}));
			hasChanged ||= lastSample !== view.getSamples().at(-1);
		}
		await sleep(PACE_MS);
	}
	if (ended.aborted) {
		await stream.write(snapshotLine(view.getSnapshot()));
	}
	ended.removeEventListener('abort', note);
	for (const stop of stops) {
		stop();
	}
	stream.end(ended.aborted ? toLine({type: 'end', message: String(ended.reason)}) : '');
}

/** The next after `last`; all that there are, piece by piece, where that has left already. */
function takeSamples(samples: readonly Sample[], last: Sample | undefined): readonly Sample[] {
	const from = last === undefined ? 0 : samples.lastIndexOf(last) + 1;
	return samples.slice(from, from + MOST_SAMPLES_AT_ONCE);
}

const lines = new WeakMap<ClusterSnapshot, string>();

/** Made once for all clients. */
function snapshotLine(snapshot: ClusterSnapshot): string {
	const line = lines.get(snapshot) ?? toLine({type: 'snapshot', snapshot});
	lines.set(snapshot, line);
	return line;
}

function toLine(event: EventLine): string {
	return `${JSON.stringify(event)}\n`;
}
