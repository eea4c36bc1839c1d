import {expect, test} from 'vitest';
import {startClumon} from './harness/start-clumon.js';
import {waitForStates, workerRows} from './harness/worker-table.js';

/** By instance, from the row's last column. */
function lagsMs(text: string): readonly number[] {
	return workerRows(text).map(({rest}) => {
		const [, count, unit] = /(\d+(?:\.\d+)?)(ms|s)\W*$/.exec(rest) ?? [];
		return Number(count) * (unit === 's' ? 1000 : 1);
	});
}

test('a loop that stands still for two seconds is seen in its row, and in no other', async () => {
	const {screen, press} = startClumon(['blocks.js', '-i', '4']);
	await waitForStates(screen, 'ready', 'ready', 'ready', 'ready');
	await screen.waitFor(text => lagsMs(text).every(lag => lag < 500), 'four workers with a lag');
	press('down', 'down', 'm');
	await screen.waitFor(/message/i);
	press('b', 'l', 'o', 'c', 'k', 'enter');

	const lags = await screen.waitFor(text => {
		const seen = lagsMs(text);
		return (seen[2] ?? 0) > 500 && seen;
	}, 'a lag of instance 2');
	expect(lags.filter(lag => lag > 500)).toHaveLength(1);
	const after = await screen.waitFor(text => {
		const seen = lagsMs(text);
		return (seen[2] ?? 0) > 1500 && seen;
	}, 'a lag of two seconds');
	expect(after.filter(lag => lag > 1000)).toHaveLength(1);
});
