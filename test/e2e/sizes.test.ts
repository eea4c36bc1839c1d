import {describe, expect, test} from 'vitest';
import {startClumon} from './harness/start-clumon.js';
import {waitForStates} from './harness/worker-table.js';

const SGR_COLOUR = /\u001B\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m/;

describe('the size of the terminal', () => {
	test.each([
		[40, 10],
		[60, 15],
		[80, 24],
		[120, 35],
		[200, 50],
	])('%i×%i has room for header, workers, log and footer', async (columns, rows) => {
		const {screen} = startClumon(['http.js', '-i', '2', '--name', 'api'], {columns, rows});
		await waitForStates(screen, 'ready', 'ready');
		// Of either: the smallest shows the last three of four lines, and which is the last is by chance.
		await screen.waitFor(/w[12] ready on :\d+/);
		// At the top and at the bottom: nothing was wrapped or scrolled.
		expect(screen.rows()[0]).toMatch(/^clumon api .*2\/2 ready/);
		expect(screen.rows().findLast(row => row !== '')).toMatch(/^ .*r restart .* q quit$/);
	});

	test('may change at any time', async () => {
		const {screen, resize, press, exited} = startClumon(['http.js', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		for (const [columns, rows] of [
			[120, 35],
			[40, 10],
			[10, 3],
			[1, 1],
			[200, 50],
		] as const) {
			resize(columns, rows);
		}

		await screen.waitFor(text => /^.{120,}$/m.test(text) && /ready/.test(text), 'a screen as wide as the terminal');
		resize(80, 24);
		await waitForStates(screen, 'ready', 'ready');
		press('q');
		expect((await exited).code).toBe(0);
	});
});

describe('what the terminal can show', () => {
	test('is colour, where it has any', async () => {
		const {screen} = startClumon(['http.js', '-i', '1']);
		await waitForStates(screen, 'ready');
		expect(screen.bytes()).toMatch(SGR_COLOUR);
	});

	test('is no colour with NO_COLOR', async () => {
		const {screen} = startClumon(['http.js', '-i', '1'], {env: {NO_COLOR: '1'}});
		await waitForStates(screen, 'ready');
		expect(screen.bytes()).not.toMatch(SGR_COLOUR);
	});

	test('is ASCII alone with --ascii', async () => {
		const {screen} = startClumon(['http.js', '-i', '2', '--ascii']);
		await waitForStates(screen, 'ready', 'ready');
		await screen.waitFor(/\d+%/);
		expect(screen.text()).toMatch(/^[\u0000-\u007F]*$/);
	});
});
