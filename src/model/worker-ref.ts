/**
 * The model's name for a worker, from before it is forked until its end: `worker.id` and the pid exist only once the
 * fork succeeded. No two workers that live have the same.
 */
export type WorkerRef = `${number}:${number}`;
