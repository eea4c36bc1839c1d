import {Terminal} from '@xterm/headless';
import {expect, it} from 'vitest';
import {GOES_ON} from '../../../src/ui/terminal/soft-wrap.js';
import {diffFrame} from '../../../src/ui/terminal/terminal-frame.js';
import {ENTER_SCREEN, REPORT_MOUSE, RESTORE_SCREEN} from '../../../src/ui/terminal/terminal-sequences.js';

async function show(...parts: readonly (string | Uint8Array)[]): Promise<Terminal> {
	const terminal = new Terminal({cols: 40, rows: 6, allowProposedApi: true});
	for (const part of parts) {
		await new Promise<void>(resolve => terminal.write(part, resolve));
	}
	return terminal;
}

/** What is left of us: the normal screen's first row, the colour of its last character, and the modes. */
function trace(terminal: Terminal) {
	const {active} = terminal.buffer;
	const row = active.getLine(0);
	const text = row?.translateToString(true) ?? '';
	const {modes} = terminal;
	return {type: active.type, text, isPlain: row?.getCell(text.length - 1)?.isAttributeDefault(), modes};
}

it('gives the terminal back as it was, wherever a frame was cut off', async () => {
	const untouched = trace(await show('$ clumon', ' done'));
	const red = '\u001b[38;2;200;0;0mé漢\u001b[39m';
	const link = '\u001b]8;;http://127.0.0.1\u0007link\u001b]8;;\u0007';
	const wrapped = ['x'.repeat(20) + GOES_ON, 'rest'];
	const wanted = ['one', red, link, ...wrapped];
	const frame = Buffer.from(diffFrame({shown: undefined, wanted, size: {columns: 20, rows: 6}}));
	for (let end = 0; end <= frame.length; end++) {
		const terminal = await show('$ clumon', ENTER_SCREEN, frame.subarray(0, end), RESTORE_SCREEN, ' done');
		expect(trace(terminal), `cut after byte ${end}`).toEqual(untouched);
	}
});

it('ends a sequence that was cut off and all styles before anything else, for terminals that do not do so by themselves', () => {
	expect(RESTORE_SCREEN).toMatch(/^\u0018\u001b\[m/);
});

it('takes the terminal with bracketed paste, without autowrap, cursor, or reports of mouse and focus', async () => {
	const left = '\u001b[?1003h\u001b[?1006h\u001b[?1004h';
	const {modes} = trace(await show(left, ENTER_SCREEN));
	expect(modes).toMatchObject({
		bracketedPasteMode: true,
		wraparoundMode: false,
		mouseTrackingMode: 'none',
		sendFocusMode: false,
	});
	expect(ENTER_SCREEN).toContain('\u001b[?25l');
});

it('has the mouse reported in SGR form where it is asked to, until the terminal is given back', async () => {
	const taken = await show(ENTER_SCREEN, REPORT_MOUSE);
	expect(taken.modes.mouseTrackingMode).toBe('vt200');
	expect(REPORT_MOUSE).toContain('1006');
	expect(trace(await show(ENTER_SCREEN, REPORT_MOUSE, RESTORE_SCREEN))).toEqual(trace(await show()));
	expect(RESTORE_SCREEN).toContain('\u001b[?1000;1006l');
});
