import type {LogBlock} from '../logs/log-block.js';
import type {MetricFamily} from './prometheus-text.js';

const STREAMS = ['stdout', 'stderr'] as const;

/** Counts what the workers write. */
export class LogLineCounts {
	/** By instance; in the order of STREAMS. */
	readonly #counts = new Map<number, [stdout: number, stderr: number]>();

	add({origin: {kind, instance}, lineCount}: LogBlock): void {
		if (instance === undefined || (kind !== 'stdout' && kind !== 'stderr')) {
			return;
		}

		const counts = this.#counts.get(instance) ?? [0, 0];
		counts[kind === 'stdout' ? 0 : 1] += lineCount;
		this.#counts.set(instance, counts);
	}

	metrics(): MetricFamily[] {
		return [
			{
				name: 'clumon_log_lines_total',
				type: 'counter',
				help: 'Lines that the workers of the instance have written.',
				samples: [...this.#counts].flatMap(([index, counts]) =>
					STREAMS.map((stream, place) => ({labels: {index, stream}, value: counts[place] ?? 0})),
				),
			},
		];
	}
}
