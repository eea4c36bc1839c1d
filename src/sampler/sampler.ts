import type {Readings} from '../model/cluster-snapshot.js';
import {History} from './history.js';

/** What to measure: for each instance the process that serves in it, if any, and every other process that lives. */
export type SampleTargets = {
	readonly instances: ReadonlyMap<number, number | undefined>;
	readonly pids: readonly number[];
};

export type ProcessReading = {
	/** 100 is one core. Undefined the first time, as there is nothing yet to compare with. */
	readonly cpuPercent: number | undefined;
	readonly rssBytes: number;
};

/** Measures processes; one that is gone is left out of the answer. */
export type ProcessProbe = (pids: readonly number[]) => Promise<ReadonlyMap<number, ProcessReading>>;

export const SAMPLE_INTERVAL_MS = 1000;
/** Seconds of history kept for each instance. */
export const HISTORY_LENGTH = 120;

type InstanceHistory = {readonly cpu: History; readonly rss: History};

/**
 * Measures CPU and memory of the live workers once a second, in one poll for all of them. A poll that takes longer than
 * its second is not overtaken by the next.
 */
export class Sampler implements Readings {
	readonly #probe: ProcessProbe;
	readonly #targets: () => SampleTargets;
	readonly #onSample: () => void;
	readonly #onFailure: (error: unknown) => void;
	readonly #histories = new Map<number, InstanceHistory>();
	#latest: ReadonlyMap<number, ProcessReading> = new Map();
	#timer: NodeJS.Timeout | undefined;
	#isPolling = false;
	#isFailing = false;

	constructor(options: {
		readonly probe: ProcessProbe;
		/** Asked before each poll. */
		readonly targets: () => SampleTargets;
		/** Called after each. */
		readonly onSample: () => void;
		/** Nothing could be measured. Called once, until it can be again. */
		readonly onFailure?: (error: unknown) => void;
	}) {
		this.#probe = options.probe;
		this.#targets = options.targets;
		this.#onSample = options.onSample;
		this.#onFailure = options.onFailure ?? (() => {});
	}

	start(): void {
		if (this.#timer === undefined) {
			this.#timer = setInterval(() => void this.poll(), SAMPLE_INTERVAL_MS);
			void this.poll();
		}
	}

	close(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	/** Measures once, now; does nothing while another poll is under way. */
	async poll(): Promise<void> {
		if (this.#isPolling) {
			return;
		}
		this.#isPolling = true;
		try {
			const {instances, pids} = this.#targets();
			this.#latest = pids.length === 0 ? new Map() : await this.#measure(pids);
			this.#record(instances);
			this.#onSample();
		} finally {
			this.#isPolling = false;
		}
	}

	ofProcess(pid: number): ProcessReading | undefined {
		return this.#latest.get(pid);
	}

	ofInstance(index: number): ReturnType<Readings['ofInstance']> {
		const history = this.#histories.get(index);
		return {cpuHistory: history?.cpu.toArray() ?? [], rssHistory: history?.rss.toArray() ?? []};
	}

	async #measure(pids: readonly number[]): Promise<ReadonlyMap<number, ProcessReading>> {
		try {
			const readings = await this.#probe(pids);
			this.#isFailing = false;
			return readings;
		} catch (error) {
			if (!this.#isFailing) {
				this.#isFailing = true;
				this.#onFailure(error);
			}
			return new Map();
		}
	}

	#record(instances: SampleTargets['instances']): void {
		for (const index of this.#histories.keys()) {
			if (!instances.has(index)) {
				this.#histories.delete(index);
			}
		}
		for (const [index, pid] of instances) {
			const history = this.#histories.get(index) ?? {
				cpu: new History(HISTORY_LENGTH),
				rss: new History(HISTORY_LENGTH),
			};
			this.#histories.set(index, history);
			const reading = pid === undefined ? undefined : this.#latest.get(pid);
			history.cpu.push(reading?.cpuPercent ?? Number.NaN);
			history.rss.push(reading?.rssBytes ?? Number.NaN);
		}
	}
}
