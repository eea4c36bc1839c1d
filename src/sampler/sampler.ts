export type ProcessReading = {
	/** 100 is one core. Undefined the first time, as there is nothing yet to compare with. */
	readonly cpuPercent: number | undefined;
	readonly rssBytes: number;
};

/** Measures processes; one that is gone is left out of the answer. */
export type ProcessProbe = (pids: readonly number[]) => Promise<ReadonlyMap<number, ProcessReading>>;

export const SAMPLE_INTERVAL_MS = 1000;

/**
 * Measures CPU and memory of the live workers once a second, in one poll for all of them. A poll that takes longer than
 * its second is not overtaken by the next.
 */
export class Sampler {
	readonly #probe: ProcessProbe;
	readonly #pids: () => readonly number[];
	readonly #onSample: () => void;
	readonly #onFailure: (error: unknown) => void;
	#latest: ReadonlyMap<number, ProcessReading> = new Map();
	#timer: NodeJS.Timeout | undefined;
	#isPolling = false;
	#isFailing = false;

	constructor(options: {
		readonly probe: ProcessProbe;
		/** Every process that lives; asked before each poll. */
		readonly pids: () => readonly number[];
		/** Called after each. */
		readonly onSample: () => void;
		/** Nothing could be measured. Called once, until it can be again. */
		readonly onFailure?: (error: unknown) => void;
	}) {
		this.#probe = options.probe;
		this.#pids = options.pids;
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
			const pids = this.#pids();
			this.#latest = pids.length === 0 ? new Map() : await this.#measure(pids);
			this.#onSample();
		} finally {
			this.#isPolling = false;
		}
	}

	ofProcess(pid: number): ProcessReading | undefined {
		return this.#latest.get(pid);
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
}
