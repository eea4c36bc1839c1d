import type {Readings} from '../model/cluster-snapshot.js';
import {appendSamples, type Sample} from '../model/sample.js';
import type {ProcessReading, Sampler} from './sampler.js';
import type {SecondOfWorker, VitalsStore} from './vitals-store.js';

/** Who is measured: every worker that lives, and which of them each instance's row shows. */
export type SampleTargets = {
	/** At an instance's index; undefined where no worker is in it. */
	readonly instances: readonly (SampledWorker | undefined)[];
	readonly workerIds: readonly number[];
};

export type SampledWorker = {readonly workerId: number | undefined; readonly pid: number | undefined};

type Second = {readonly process: ProcessReading | undefined; readonly vitals: SecondOfWorker | undefined};

/** Joins what is measured from outside with what the workers tell, and keeps a sample of it for each second. */
export class Measurements implements Readings {
	readonly #sampler: Pick<Sampler, 'ofProcess'>;
	readonly #vitals: VitalsStore;
	readonly #targets: () => SampleTargets;
	readonly #now: () => number;
	#samples: readonly Sample[] = [];

	constructor(options: {
		readonly sampler: Pick<Sampler, 'ofProcess'>;
		readonly vitals: VitalsStore;
		readonly targets: () => SampleTargets;
		/** The clock of the model. */
		readonly now: () => number;
	}) {
		this.#sampler = options.sampler;
		this.#vitals = options.vitals;
		this.#targets = options.targets;
		this.#now = options.now;
	}

	/** Takes a sample of what was measured last. `epoch`: now, ms. */
	record(epoch: number): void {
		const {instances, workerIds} = this.#targets();
		const at = this.#now();
		this.#vitals.measure({alive: new Set(workerIds), at});
		const seconds = instances.map((worker): Second => {
			const {pid, workerId} = worker ?? {};
			return {
				process: pid === undefined ? undefined : this.#sampler.ofProcess(pid),
				vitals: workerId === undefined ? undefined : this.#vitals.secondOf(workerId, at),
			};
		});
		this.#samples = appendSamples(this.#samples, [
			{...toSample(seconds, epoch), workerId: instances.map(worker => worker?.workerId ?? Number.NaN)},
		]);
	}

	ofProcess(pid: number): ReturnType<Readings['ofProcess']> {
		return this.#sampler.ofProcess(pid);
	}

	ofWorker(workerId: number, isDue: boolean): ReturnType<Readings['ofWorker']> {
		return this.#vitals.ofWorker(workerId, {at: this.#now(), isDue});
	}

	ofAll(): ReturnType<Readings['ofAll']> {
		return this.#vitals.ofAll();
	}

	/** Oldest first, one a second. */
	getSamples(): readonly Sample[] {
		return this.#samples;
	}
}

function toSample(seconds: readonly Second[], at: number): Sample {
	const series = (read: (second: Second) => number | undefined) => seconds.map(second => read(second) ?? Number.NaN);
	return {
		at,
		cpuPercent: series(({process}) => process?.cpuPercent),
		rssBytes: series(({process}) => process?.rssBytes),
		requestsPerSecond: series(({vitals}) => vitals?.requestsPerSecond),
		p95Ms: series(({vitals}) => vitals?.p95Ms),
		lagMs: series(({vitals}) => vitals?.lagMs),
		utilisation: series(({vitals}) => vitals?.utilisation),
		heapUsedBytes: series(({vitals}) => vitals?.heapUsedBytes),
	};
}
