import {setTimeout as sleep} from 'node:timers/promises';
import {signalIfAlive} from './family.mjs';
import {createHttpCaller} from './http-caller.mjs';
import {pick} from './random.mjs';

/** Between two actions, at least and at most. */
const PAUSE_MS = [150, 900];
/** Shorter than the clients' time-out. */
const LONGEST_STOP_MS = 2000;
/** clumon gives an instance up after its 11th failure in 5 minutes; that is not what is to be seen here. */
const DEATHS = {perInstance: 8, windowMs: 5 * 60_000};

/**
 * Does terrible things to the workers of a run, one after the other.
 *
 * @param random numbers in 0…1
 * @param onAction told of each, in words
 */
export function createChaos({run, random, onAction = () => {}}) {
	const counts = {};
	const deaths = [];
	const continuing = new Set();
	const crash = createHttpCaller({port: run.port, keepAlive: false, timeoutMs: 5000, path: '/crash'});

	const actions = {
		kill: () => onMortal(({pid}) => signalIfAlive(pid, 'SIGKILL')),
		crash: () => onMortal(crashAny),
		stop: () => stopForAWhile(pick(random, run.workers.alive())),
		restart: () => restart(),
		reload: () => {
			run.terminal.press('R');
			return true;
		},
	};
	/** Deaths and stops more often than what is worth a while of waiting. */
	const lots = ['kill', 'kill', 'kill', 'crash', 'stop', 'stop', 'restart', 'reload'];

	return {
		counts,
		async forSeconds(seconds) {
			const endAt = performance.now() + seconds * 1000;
			while (performance.now() < endAt) {
				const name = pick(random, lots);
				if (await actions[name]()) {
					counts[name] = (counts[name] ?? 0) + 1;
					onAction(name);
				}
				await sleep(PAUSE_MS[0] + random() * (PAUSE_MS[1] - PAUSE_MS[0]));
			}
			await Promise.all(continuing);
		},
		describe: () =>
			Object.entries(counts)
				.map(([name, count]) => `${count} × ${name}`)
				.join(', '),
	};

	/** A worker whose instance may still fail; false when there is none. */
	async function onMortal(act) {
		const now = performance.now();
		const spent = instance =>
			deaths.filter(death => death.instance === instance && now - death.at < DEATHS.windowMs).length;
		const mortal = run.workers.alive().filter(({instance}) => spent(instance) < DEATHS.perInstance);
		if (mortal.length === 0) {
			return false;
		}
		const victim = pick(random, mortal);
		deaths.push({instance: victim.instance, at: now});
		await act(victim);
		return true;
	}

	async function crashAny() {
		try {
			await crash();
		} catch {
			// The worker answers or dies first; both are a crash.
		}
	}

	function stopForAWhile(worker) {
		if (worker === undefined || !signalIfAlive(worker.pid, 'SIGSTOP')) {
			return false;
		}
		const continued = sleep(random() * LONGEST_STOP_MS).then(() => {
			signalIfAlive(worker.pid, 'SIGCONT');
			continuing.delete(continued);
		});
		continuing.add(continued);
		return true;
	}

	async function restart() {
		run.terminal.press(pick(random, ['\u001B[A', '\u001B[B']));
		// Two keys in one read are two keys, but the second acts on what is selected by then.
		await sleep(50);
		run.terminal.press('r');
		return true;
	}
}
