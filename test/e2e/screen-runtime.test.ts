import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import pty from '@lydell/node-pty';
import {describe, expect, onTestFinished, test} from 'vitest';
import {ProcessFamily} from './harness/process-family.js';
import {environment} from './harness/run-clumon.js';
import {TerminalScreen} from './harness/terminal-screen.js';
import {waitFor} from './harness/wait-for.js';

const fixtures = new URL('../fixtures/screen/', import.meta.url);

const ENTER = '\u001b[?1049h';
const RESTORE = '\u001b[?1049l';

/** Of a terminal that no program has written to. */
const untouched = new TerminalScreen({columns: 80, rows: 24, reply: () => {}}).modes();

/** Starts the played cluster of the fixture in a terminal of its own. See there for the plans. */
function startHost(plan: string, {entry, env = {}}: {entry?: string; env?: Readonly<Record<string, string>>} = {}) {
	const host = startInTerminal('host.js', {args: [plan, ...(entry === undefined ? [] : [entry])], env});
	return {
		...host,
		/** Waits until the screen shows the played cluster. */
		/** A busy one writes so much that its first line may be gone by then. */
		shown: () => host.screen.waitFor(/played\.js[\s\S]*(the first line| x{40} \d)/),
	};
}

/** Starts a script of the fixtures in a terminal of its own, and ends it when the test is over. */
function startInTerminal(
	script: string,
	{args = [], env = {}}: {args?: readonly string[]; env?: Readonly<Record<string, string>>} = {},
) {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-notes-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	const notesFile = join(folder, 'notes');
	writeFileSync(notesFile, '');
	const family = new ProcessFamily();
	const size = {columns: 80, rows: 24};
	const file = fileURLToPath(new URL(script, fixtures));
	const child = pty.spawn(process.execPath, ['--no-deprecation', file, ...args], {
		name: 'xterm-256color',
		cols: size.columns,
		rows: size.rows,
		env: environment({...family.environment, NOTES: notesFile, ...env}),
	});
	const screen = new TerminalScreen({...size, reply: bytes => child.write(bytes)});
	let written = Promise.resolve();
	child.onData(data => {
		written = screen.write(data);
	});
	const exited = new Promise<number>(resolve => {
		child.onExit(({exitCode}) => void written.then(() => resolve(exitCode)));
	});
	onTestFinished(() => family.kill());

	const notes = () => readFileSync(notesFile, 'utf8').trimEnd().split('\n');
	return {
		child,
		screen,
		exited,
		family,
		/** What happened to it, by its own account. */
		notes,
		waitForNote: (pattern: RegExp) =>
			waitFor(() => notes().find(note => pattern.test(note)), {
				what: `a note ${pattern}`,
				context: () => `${notes().join('\n')}\n${screen.text()}`,
			}),
		kill: (signal: NodeJS.Signals) => process.kill(child.pid, signal),
		/** The window is closed: nobody holds the other end of the terminal. Not in the types, but there. */
		hangUp: () => (child as unknown as {destroy: () => void}).destroy(),
		/** The terminal's own device file. */
		device: () => readlinkSync(`/proc/${child.pid}/fd/0`),
	};
}

/** How many times the main thread has come round, by its own notes. */
const ticks = (notes: readonly string[]) => notes.filter(note => note.startsWith('tick')).length;

describe('the screen’s thread', () => {
	test('paints with production React where CI is set, and leaves the environment of the process alone', async () => {
		const {shown, notes} = startHost('stay', {env: {CI: 'true', NODE_ENV: 'development'}});
		await shown();
		expect(notes()).toContain('env development true');
	});

	test('says what it printed by a notice, not on the screen, and runs without the process’s Node options', async () => {
		const {waitForNote, screen} = startHost('stay', {entry: './thread-that-prints.js'});
		await waitForNote(/^notice on stdout$/);
		await waitForNote(/^notice on stderr$/);
		await waitForNote(/^notice NODE_ENV=production argv=$/);
		expect(screen.bytes()).not.toContain('on std');
	});

	test.each([
		[
			'throws while it loads',
			'./thread-that-throws.js',
			/^the screen failed: an error of the screen \(at file:.*thread-that-throws\.js:1:7\)$/,
		],
		['draws badly', './thread-that-draws-badly.js', /^the screen failed: an error of a component \(at Bad \(file:/],
		['is not there', './no-such-file.js', /^the screen failed: Cannot find module/],
		['ends', './thread-that-ends.js', /^the screen ended with code 3$/],
	])('that %s gives the terminal back, says why, and leaves the process alone', async (_, entry, reason) => {
		const {waitForNote, screen, exited, device} = startHost('ignore-hangup', {entry});
		const note = await waitForNote(/^ended/);
		expect(JSON.parse(note.slice('ended '.length))).toEqual({
			kind: 'broken',
			reason: expect.stringMatching(reason),
		});
		await screen.waitFor(/back on the normal screen/);
		expect(screen.modes()).toEqual(untouched);
		expect(terminalSettings(device())).toMatch(/ icanon .* echo /s);
		expect(await Promise.race([exited, Promise.resolve('alive')])).toBe('alive');
	});

	test('that hangs is ended all the same', async () => {
		const {waitForNote, screen, kill, exited} = startHost('close', {entry: './thread-that-hangs.js'});
		await waitForNote(/^notice hanging$/);
		kill('SIGUSR2');
		await waitForNote(/^ended \{"kind":"closed"\}$/);
		expect(await exited).toBe(0);
		expect(screen.modes()).toEqual(untouched);
	});
});

test('a key that the screen does not hear shows that it hangs', async () => {
	const {waitForNote, screen, child, notes} = startHost('ignore-hangup', {entry: './thread-that-hangs.js'});
	await waitForNote(/^notice hanging$/);
	child.write('q');
	await waitForNote(/^ended \{"kind":"broken","reason":"the screen does not answer"\}$/);
	// The note may be here before what was written to the terminal.
	await screen.waitFor(() => !screen.modes().alternate, 'the normal screen');
	expect(screen.modes()).toEqual(untouched);
	expect(notes().filter(note => note.startsWith('request'))).toEqual([]);
});

describe('the terminal is given back, once and before anything is printed', () => {
	test('on close, and nothing of the screen keeps the process alive', async () => {
		const {shown, kill, screen, exited, notes} = startHost('close');
		await shown();
		expect(screen.modes()).toMatchObject({alternate: true, bracketedPaste: true, cursorHidden: true});
		kill('SIGUSR2');
		expect(await exited).toBe(0);
		expect(screen.modes()).toEqual(untouched);
		expect(count(screen.bytes(), RESTORE)).toBe(1);
		expect(screen.text()).toContain('back on the normal screen');
		expect(notes().filter(note => note.startsWith('ended'))).toEqual(['ended {"kind":"closed"}']);
	});

	test.each([
		['throw', 1, 'Error: an error of the main thread'],
		['reject', 1, 'Error: a rejection in the main thread'],
		['exit', 7, ''],
	])('on %s', async (plan, code, printed) => {
		const {shown, kill, screen, exited} = startHost(plan, {env: {MOUSE: '1'}});
		await shown();
		expect(screen.modes().mouse).toBe('vt200');
		kill('SIGUSR2');
		expect(await exited).toBe(code);
		expect(screen.modes()).toEqual(untouched);
		const bytes = screen.bytes();
		expect(count(bytes, RESTORE)).toBe(1);
		expect(bytes.slice(bytes.indexOf(RESTORE))).toContain(printed);
	});

	test('after SIGCONT it is taken again, with all that is on it', async () => {
		const {shown, kill, screen, device, child, waitForNote} = startHost('stay');
		await shown();
		const before = count(screen.bytes(), ENTER);
		kill('SIGSTOP');
		// What a shell does with a terminal that it gets back.
		execFileSync('stty', ['-F', device(), 'sane']);
		await screen.write('\u001b[2J\u001b[?1049l\u001b[?25hjunk');
		kill('SIGCONT');
		await screen.waitFor(/played\.js[\s\S]*the first line/);
		expect(screen.text()).not.toContain('junk');
		expect(count(screen.bytes(), ENTER)).toBe(before + 1);
		expect(screen.modes()).toMatchObject({alternate: true, bracketedPaste: true, cursorHidden: true});
		expect(terminalSettings(device())).toMatch(/ -icanon .* -echo /s);
		child.write('q');
		await waitForNote(/^request \{"type":"quit"\}$/);
	});

	test('Ctrl-Z does not stop the process', async () => {
		const {shown, child, waitForNote} = startHost('stay');
		await shown();
		child.write('\u001aq');
		await waitForNote(/^request \{"type":"quit"\}$/);
	});

	test('where it hangs up, the process goes on and says why', async () => {
		const {shown, hangUp, waitForNote, notes} = startHost('ignore-hangup');
		await shown();
		hangUp();
		await waitForNote(/^hangup$/);
		await waitForNote(/^ended \{"kind":"broken","reason":"the terminal/);
		const then = ticks(notes());
		await waitFor(() => ticks(notes()) > then + 2, {what: 'ticks', context: () => notes().join('\n')});
		expect(notes().filter(note => note.startsWith('ended'))).toHaveLength(1);
	});
});

describe('a terminal that does not read', () => {
	/** Until the kernel takes no more, and so the screen no more feeds. */
	async function block({child, notes}: ReturnType<typeof startHost>): Promise<void> {
		child.pause();
		await waitFor(() => hasStopped(notes()), {what: 'no feeds', context: () => notes().join('\n')});
	}

	test('gets no feeds and holds nobody up, and shows the newest state once it reads again', async () => {
		const host = startHost('busy');
		await host.shown();
		await block(host);
		const last = Number(/tick (\d+)/.exec(host.notes().at(-1) ?? '')?.[1]);
		host.child.resume();
		await host.screen.waitFor(text => Number(/ x{40} (\d+)/.exec(text)?.[1]) > last, `a line after ${last}`);
		// Nothing of the frames that were skipped: each row of the log is one line, numbered one after the other.
		const numbers = host.screen.rows().flatMap(row => / x{40} (\d+)/.exec(row)?.[1] ?? []);
		expect(numbers.length).toBeGreaterThan(10);
		expect(numbers.map(Number)).toEqual(numbers.map((_, index) => Number(numbers[0]) + index));
	});

	test('does not keep the process from ending', async () => {
		const host = startHost('exit-busy');
		await host.shown();
		await block(host);
		host.kill('SIGUSR2');
		await host.family.gone();
	});

	test('does not keep the screen from closing', async () => {
		const host = startHost('close-busy');
		await host.shown();
		await block(host);
		host.kill('SIGUSR2');
		await host.waitForNote(/^ended \{"kind":"closed"\}$/);
	});

	test('that takes not one byte more does not hold up whoever gives it back', async () => {
		const {child, waitForNote} = startInTerminal('fill-terminal.js');
		child.pause();
		await waitForNote(/^restored false$/);
	});
});

const terminalSettings = (device: string) => execFileSync('stty', ['-a', '-F', device]).toString();

const count = (text: string, part: string) => text.split(part).length - 1;

/** The main thread notes every 200 ms how many changes there were and how many feeds: the last ones, more changes only. */
function hasStopped(notes: readonly string[]): boolean {
	const ticks = notes.flatMap(note => /^tick (\d+) (\d+)$/.exec(note)?.slice(1).map(Number) ?? []);
	const [changes = 0, feeds = 0] = ticks.slice(-10);
	return ticks.length >= 10 && Number(ticks.at(-2)) > changes && ticks.at(-1) === feeds;
}
