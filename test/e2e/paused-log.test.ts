import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {createHome} from './harness/run-clumon.js';
import {type ClumonInTerminal, startClumon} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';

const LINES_PER_SECOND = '20000';
/** Ten times what is kept. */
const MANY_LINES = 100_000;
/** Without colours the cursor is a character. */
const env = {NO_COLOR: '1'};

const cursorRow = (text: string) => text.split('\n').findIndex(row => row.includes('▸line '));

function newLines(text: string): number {
	return Number(/paused, ([\d,]+) new/.exec(text)?.[1]?.replaceAll(',', ''));
}

async function staysThroughFlood({screen, press}: ClumonInTerminal): Promise<void> {
	await screen.waitFor(/line \d{5,}/);
	press('pageup');
	await screen.waitFor(text => cursorRow(text) >= 0, 'a cursor in the log');
	const row = cursorRow(screen.text());
	const seen = screen.rows()[row] ?? '';
	const [, line] = /▸(line \d+)$/.exec(seen) ?? [];
	await screen.waitFor(text => newLines(text) > MANY_LINES, `${MANY_LINES} lines more`);
	expect(screen.rows()[row]).toBe(seen);
	press('y');
	await screen.waitFor(/copied 1 line/);
	expect(screen.bytes()).toContain(`]52;c;${Buffer.from(line ?? '').toString('base64')}\u0007`);
	// The lines around it are there, too.
	press('up');
	const above = Number(line?.split(' ')[1]) - 1;
	await screen.waitFor(new RegExp(`▸line ${above}\\n`));
	press('G');
	await screen.waitFor(text => !text.includes('paused'), 'the log followed');
}

test('in a flood a paused log keeps the line under the cursor where it is, and y copies that line', async () => {
	await staysThroughFlood(startClumon(['flood.js', '-i', '1', '--', LINES_PER_SECOND], {env}));
});

test('so it does over the socket', async () => {
	const home = createHome();
	const asHome = {HOME: home, XDG_RUNTIME_DIR: home};
	const clumon = startHeadless(['flood.js', '-i', '1', '--', LINES_PER_SECOND], {env: asHome});
	await clumon.waitForLine('stdout', /line 100/);
	await staysThroughFlood(startClumon(['monit'], {env: {...asHome, ...env}}));
});
