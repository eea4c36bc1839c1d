import {describe, expect, test} from 'vitest';
import {fixture} from './harness/run-clumon.js';
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
	])('%i×%i has room for the workers, and no line is too long', async (columns, rows) => {
		const {screen} = startClumon([fixture('http.js'), '-i', '2', '--name', 'api'], {columns, rows});
		await screen.waitFor(text => text.match(/ready/g)?.length === 3, 'two workers and the header that are ready');
		expect(screen.text()).toContain('api');
		expect(screen.isAlternate()).toBe(true);
	});

	test('may change at any time', async () => {
		const {screen, resize, press, exited} = startClumon([fixture('http.js'), '-i', '2']);
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
		const {screen} = startClumon([fixture('http.js'), '-i', '1']);
		await waitForStates(screen, 'ready');
		expect(screen.bytes()).toMatch(SGR_COLOUR);
	});

	test('is no colour with NO_COLOR', async () => {
		const {screen} = startClumon([fixture('http.js'), '-i', '1'], {env: {NO_COLOR: '1'}});
		await waitForStates(screen, 'ready');
		expect(screen.bytes()).not.toMatch(SGR_COLOUR);
	});

	test('is ASCII alone with --ascii', async () => {
		const {screen} = startClumon([fixture('http.js'), '-i', '2', '--ascii']);
		await waitForStates(screen, 'ready', 'ready');
		await screen.waitFor(/\d+%/);
		expect(screen.text()).toMatch(/^[\u0000-\u007F]*$/);
	});
});
