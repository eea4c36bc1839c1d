import type {WorkerRef} from '../model/worker-ref.js';

/** A worker that has had a pulse and has had none for this long is told as silent. */
export const SILENT_AFTER_MS = 10_000;

/**
 * Remembers when each worker's event loop was last heard of. Pulses come once a second from each worker, too often to
 * be decisions of the model's, so only silence and its end are told to it.
 */
export class PulseWatch {
	readonly #lastAt = new Map<WorkerRef, number>();
	readonly #pulsed = new Set<WorkerRef>();
	readonly #silent = new Set<WorkerRef>();

	/** The worker serves: a pulse is due, though none may have come yet. */
	expect(ref: WorkerRef, at: number): void {
		if (!this.#lastAt.has(ref)) {
			this.#lastAt.set(ref, at);
		}
	}

	/** It stands still because it was told to: its silence counts from now on. */
	excuse(ref: WorkerRef, at: number): void {
		if (this.#lastAt.has(ref)) {
			this.#lastAt.set(ref, at);
		}
	}

	/** Whether this pulse is news: the worker's first, or the first after it had been told as silent. */
	pulse(ref: WorkerRef, at: number): 'first-pulse' | 'recovered' | undefined {
		this.#lastAt.set(ref, at);
		if (this.#silent.delete(ref)) {
			return 'recovered';
		}
		const isFirst = !this.#pulsed.has(ref);
		this.#pulsed.add(ref);
		return isFirst ? 'first-pulse' : undefined;
	}

	/** The worker is gone, or its channel is, and nothing will be heard of it. */
	forget(ref: WorkerRef): void {
		this.#lastAt.delete(ref);
		this.#pulsed.delete(ref);
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
