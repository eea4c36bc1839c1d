import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';

/**
 * Says that this worker listens: writes a file named by its pid, with its instance, into the folder that WORKERS_DIR
 * names. So each supervisor's workers are known in the same way, without asking the supervisor.
 */
export function announce() {
	const instance = process.env.NODE_APP_INSTANCE ?? '';
	writeFileSync(join(process.env.WORKERS_DIR, String(process.pid)), instance);
}

/** How long a request takes, ms. */
export const delayMs = Number(process.env.DELAY_MS ?? 0);

/** Shutdown code, as its users would write it, with SHUTDOWN=close; else none. SIGINT too: it is what pm2 sends. */
export function closeOnSignal(close) {
	if (process.env.SHUTDOWN === 'close') {
		for (const signal of ['SIGTERM', 'SIGINT']) {
			process.once(signal, () => close(() => process.exit(0)));
		}
	}
}

/** What every app answers: which process it is. */
export const answer = String(process.pid);

export const port = Number(process.env.PORT);
