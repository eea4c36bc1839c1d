import {describe, expect, test} from 'vitest';
import {startClumon} from './harness/start-clumon.js';

async function startSpeaking() {
	const clumon = startClumon(['speaks-levels.js', '-i', '1']);
	await clumon.screen.waitFor(/line 3000/);
	return clumon;
}

describe('the log', () => {
	test('is searched as one types, and Esc brings back what was seen', async () => {
		const {screen, press} = await startSpeaking();
		press('/', ...'timeout');
		await screen.waitFor(/\/timeout 2 of 2 .*paused/);
		expect(screen.text()).toContain('ERROR stock timeout');
		press('escape');
		await screen.waitFor(text => text.includes('line 3000') && !text.includes('paused'), 'the newest line, followed');
	});

	test('goes from match to match, and shows matches only', async () => {
		const {screen, press} = await startSpeaking();
		press('/', ...'timeout', 'enter');
		await screen.waitFor(/\/timeout 2 of 2/);
		press('n');
		await screen.waitFor(/\/timeout 1 of 2/);
		press('n');
		await screen.waitFor(/newest match again/);
		press('x');
		await screen.waitFor(/only \/timeout 2 of 2/);
		// The stack trace stays with its head.
		const lines = screen.rows().filter(row => /^\d\d:\d\d:\d\d /.test(row));
		expect(lines[0]).toContain('0▌Error: payment timeout');
		expect(lines[1]).toContain('    at ');
		expect(lines.at(-1)).toContain('ERROR stock timeout');
	});

	test('shows what has a level, and goes from error to error', async () => {
		const {screen, press} = await startSpeaking();
		press('v', 'v', 'v');
		await screen.waitFor(/≥warn .*hidden/);
		await screen.waitFor(text => text.includes('payment is slow') && !text.includes('shop opened'), 'no info');
		press('e');
		await screen.waitFor(/paused/);
		press('e', 'e');
		await screen.waitFor(/newest error again/);
	});

	test('drops a search that takes for ever, and answers keys', async () => {
		const {screen, press} = await startSpeaking();
		press('/', ...'(a+)+$', 'enter');
		// In the footer, or, when that was before Enter, in the title.
		await screen.waitFor(/too slow/);
		press('/', ...'line 7$', 'enter');
		await screen.waitFor(/\/line 7\$ 1 of 1/);
	});
});
