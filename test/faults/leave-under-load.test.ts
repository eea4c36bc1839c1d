import {expect, test} from 'vitest';
import {startClumon} from '../e2e/harness/start-clumon.js';
import {waitFor} from '../e2e/harness/wait-for.js';
import {waitForPort, waitForStates} from '../e2e/harness/worker-table.js';
import {type Load, startLoad} from './harness/load.js';

/** Two workers whose clients keep their connections busy. */
async function startBusy() {
	const clumon = startClumon(['faults/obeys.js', '-i', '2']);
	await waitForStates(clumon.screen, 'ready', 'ready');
	const port = await waitForPort(clumon.screen);
	const load = startLoad({port, clients: 8, keepAlive: true});
	await moreAnswers(load);
	return {...clumon, load, port};
}

async function moreAnswers(load: Load): Promise<void> {
	const before = load.answered();
	await waitFor(() => load.answered() > before + 200, {what: 'answers', context: () => String(load.answered())});
}

test('a worker that is disconnected by the operator fails no request, be it on a kept connection or a new one', async () => {
	const {screen, press, load, port, exited, family} = await startBusy();
	const newcomers = startLoad({port, clients: 4, keepAlive: false});
	press('d');
	await waitForStates(screen, 'stopped', 'ready');
	for (const clients of [load, newcomers]) {
		await moreAnswers(clients);
		expect((await clients.stop()).failures).toEqual([]);
	}
	press('q');
	expect((await exited).code).toBe(0);
	await family.gone();
});

test('a cluster that ends answers every request on a connection that it has', async () => {
	const {press, load, exited, family} = await startBusy();
	press('q');
	expect((await exited).code).toBe(0);
	await family.gone();
	const {failures} = await load.stop();
	// Whoever comes anew finds nobody, or one who is just going.
	expect(failures.filter(failure => failure.includes('kept connection'))).toEqual([]);
	expect(failures).toContain('ECONNREFUSED');
});
