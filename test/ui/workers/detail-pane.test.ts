import {describe, expect, it} from 'vitest';
import type {ExitSnapshot} from '../../../src/model/snapshot.js';
import {createTheme} from '../../../src/ui/text/theme.js';
import {type DetailPane, drawDetailPane} from '../../../src/ui/workers/detail-pane.js';
import {momentOf} from '../../../src/ui/workers/moment.js';
import {
	cluster,
	instance,
	line,
	logOf,
	NOON,
	origin,
	readyCluster,
	samplesOf,
	steadyMoment,
	vitals,
} from '../screen-fixtures.js';

function draw(changes: Partial<DetailPane> = {}): readonly string[] {
	return drawDetailPane({
		snapshot: {...readyCluster(4), hasProbe: false, nodeArgs: ['--inspect'], args: ['--port', '3000']},
		moment: steadyMoment(1),
		selected: 0,
		log: logOf([]),
		place: 'beside',
		top: 0,
		focused: false,
		width: 50,
		height: 10,
		theme: createTheme({colorLevel: 0, ascii: false}),
		...changes,
	}).map(row => row.trimEnd());
}

const exit = (minutesAgo: number, changes: Partial<ExitSnapshot> = {}): ExitSnapshot => ({
	workerId: 4,
	pid: 1,
	at: NOON - minutesAgo * 60_000,
	upMs: 2000,
	reason: 'exit 1',
	unexpected: true,
	...changes,
});

const withExits = (exits: readonly ExitSnapshot[]) =>
	cluster([instance(0, {kind: 'ready'}, {exits})], {hasProbe: false});

describe('the detail pane', () => {
	it('says who the worker is and how it does', () => {
		const graph = '⣤'.repeat(15);
		expect(draw().slice(0, 6)).toEqual([
			'│ 0 · w1 · pid 48213 · ● ready',
			'│ node 22.11.0 · up 2h14m · :3000',
			`│ cpu     42% ${graph} max 42%`,
			`│ mem    118M ${graph} max 118M`,
			'│ no exit so far',
			'│ node --inspect app.js --port 3000',
		]);
	});

	it('is as high as the table', () => {
		expect(draw({height: 3})).toHaveLength(3);
		expect(draw({height: 20})).toHaveLength(20);
	});

	it('has every exit with reason and time, the newest first', () => {
		const snapshot = withExits([
			exit(3 * 24 * 60, {reason: 'SIGTERM', unexpected: false, workerId: 1, upMs: 7_200_000}),
			exit(10, {reason: 'SIGKILL', workerId: undefined}),
			exit(1),
		]);
		expect(draw({snapshot}).slice(4, 8)).toEqual([
			'│ exits',
			'│ 12:29:00 w4 exit 1 after 2s',
			'│ 12:20:00 SIGKILL after 2s',
			'│ 3d ago   w1 SIGTERM after 2h, asked',
		]);
	});

	it('cuts a long reason, and not the time and the word after it', () => {
		const reason = 'replaced by clumon: over its memory limit, 512M of 300M for 3 s';
		const snapshot = withExits([exit(1, {reason, unexpected: false})]);
		expect(draw({snapshot}).find(row => row.includes('w4'))).toBe('│ 12:29:00 w4 replaced by clumon:… after 2s, asked');
		const below = draw({snapshot, place: 'below', width: 70}).find(row => row.includes('w4'));
		expect(below).toBe('12:29:00 w4 replaced by clumon: over its memory limit… after 2s, asked');
	});

	it('counts the exits that it has no room for', () => {
		const snapshot = withExits(Array.from({length: 20}, (_, index) => exit(20 - index)));
		expect(draw({snapshot}).slice(4)).toEqual([
			'│ exits',
			'│ 12:29:00 w4 exit 1 after 2s',
			'│ 12:28:00 w4 exit 1 after 2s',
			'│ 12:27:00 w4 exit 1 after 2s',
			'│ 12:26:00 w4 exit 1 after 2s',
			'│ ▼ 17 more · Tab',
		]);
	});

	it('can be scrolled to the oldest exit', () => {
		const snapshot = withExits(Array.from({length: 20}, (_, index) => exit(20 - index)));
		const focused = draw({snapshot, focused: true, top: 1000});
		expect(focused.slice(-2)).toEqual(['│ 12:10:00 w4 exit 1 after 2s', '│ node app.js']);
		expect(draw({snapshot, focused: true, top: 2})[0]).toMatch(/^│ cpu/);
		expect(draw({snapshot, focused: true, top: 2}).at(-1)).toBe('│ ▼ 15 more');
	});

	it('in the place of the log has a title, with how much is out of sight', () => {
		const snapshot = withExits(Array.from({length: 20}, (_, index) => exit(20 - index)));
		const below = draw({snapshot, place: 'below', focused: true, width: 60, height: 8, top: 3});
		expect(below).toHaveLength(8);
		expect(below[0]).toMatch(/^━━ details of 0 ━+ ▲ 3 ▼ 16 more ━━$/);
		expect(below[1]).toMatch(/^mem {4}118M ⣤/);
		expect(below[0]).toHaveLength(60);
	});

	it('has all that the preload tells', () => {
		const snapshot = cluster([instance(0, {kind: 'ready'}, {worker: {vitals: vitals()}})]);
		const moment = momentOf(samplesOf([{requestsPerSecond: 600, p95Ms: 20, lagMs: 1}]), undefined);
		expect(draw({snapshot, moment, height: 20}).slice(4, 11)).toEqual([
			`│ req/s   629 ${'⣿'.repeat(15)} max 600`,
			`│ p95    12ms ${'⣿'.repeat(15)} max 20ms`,
			`│ lag     1ms ${'⣀'.repeat(15)} max 1ms`,
			'│ p50 4ms · p99 31ms · in flight 3 · err/s 0',
			'│ heap 310M of 1G (30%) · external 2M',
			'│ loop busy .44 · 17 handles',
			'│ no exit so far',
		]);
	});

	it('draws its charts in blocks where braille is not to be had', () => {
		const rows = draw({theme: createTheme({colorLevel: 0, ascii: true})});
		expect(rows[2]).toMatch(/^\| cpu {5}42% [-=,.]{20} max 42%$/);
	});

	it('has the last messages of the worker, made harmless', () => {
		const log = logOf([
			...[1, 2, 3, 4].map(seq => line(seq, `{"n":${seq}}`, {origin: origin('message', 0)})),
			line(5, '{"n":"other"}', {origin: origin('message', 1)}),
			line(6, '"\x1b[2J"', {origin: origin('message', 0)}),
			line(7, 'not a message'),
		]);
		expect(draw({log}).slice(5, 9)).toEqual([
			'│ last messages',
			'│ 12:29:03 {"n":3}',
			'│ 12:29:04 {"n":4}',
			'│ 12:29:06 "^[[2J"',
		]);
	});

	it('says why an instance failed, with the end of its stderr', () => {
		const snapshot = cluster([
			instance(0, {
				kind: 'failed',
				reason: 'exit 1 ×11: TypeError: x is not a function',
				stderrTail: ['/srv/app.js:12', '  x()', 'TypeError: x is not a function', '    at app.js:12:3'],
			}),
		]);
		expect(draw({snapshot}).slice(0, 7)).toEqual([
			'│ 0 · ✖ failed',
			'│ node 22.11.0',
			'│ exit 1 ×11: TypeError: x is not a function',
			'│ /srv/app.js:12',
			'│   x()',
			'│ TypeError: x is not a function',
			'│     at app.js:12:3',
		]);
	});

	it('is empty when there is no worker', () => {
		expect(draw({snapshot: cluster([])})).toEqual(Array(10).fill('│'));
	});
});
