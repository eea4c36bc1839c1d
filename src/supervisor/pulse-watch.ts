import type {WorkerRef} from '../model/worker-ref.js';

/** A worker that has had a pulse and has had none for this long is told as silent. */
export const SILENT_AFTER_MS = 10_000;

/**
 * Remembers when each worker's event loop was last heard of. Pulses come once a second from each worker, too often to
 * be decisions of the model's, so only silence and its end are told to it.
 */
export class PulseWatch {
	readonly #lastAt = new Map<WorkerRef, number>();
	readonly #silent = new Set<WorkerRef>();

	/** Whether this pulse is news: the worker's first, or the first after it had been told as silent. */
	pulse(ref: WorkerRef, at: number): 'first-pulse' | 'recovered' | undefined {
		const isFirst = !this.#lastAt.has(ref);
		this.#lastAt.set(ref, at);
		if (isFirst) {
			return 'first-pulse';
		}
		return this.#silent.delete(ref) ? 'recovered' : undefined;
	}

	/** The worker is gone, or its channel is, and nothing will be heard of it. */
	forget(ref: WorkerRef): void {
		this.#lastAt.delete(ref);
		this.#silent.delete(ref);
	}

	/** Those that have fallen silent since the last call. */
	findSilent(at: number): readonly WorkerRef[] {
		const found = [...this.#lastAt]
			.filter(([ref, lastAt]) => at - lastAt >= SILENT_AFTER_MS && !this.#silent.has(ref))
			.map(([ref]) => ref);
		for (const ref of found) {
			this.#silent.add(ref);
		}
		return found;
	}
}
