import {describe, expect, it} from 'vitest';

// The benchmarks are plain JavaScript, which the compiler has no types of.
const {formatPage, picturesIn, readSections} = await import(
	new URL('../../bench/lib/results-page.mjs', import.meta.url).href
);
const {ticksUpTo} = await import(new URL('../../bench/lib/charts/svg.mjs', import.meta.url).href);

const machine = {
	at: '2026-01-01',
	cpu: 'A CPU',
	cores: 2,
	memoryBytes: 2 ** 33,
	kernel: 'Linux 6',
	node: '20.0.0',
	load: 3.5,
};
const promise = {promise: 'first answer', limit: '≤ 1.25', measured: '2.00', isKept: false};
const bars = {
	title: 'Idle CPU, 2 workers',
	axis: '% of a core',
	rows: [{name: 'a<b', value: 2, least: 1, greatest: 3}],
};
const lines = {title: 'Memory', unit: 'MB', series: [{name: 'clumon', points: [1, 64].map(at)}]};

describe('the page of results', () => {
	it('says what a machine it was, and how loaded', () => {
		const text = page([{printed: '', kept: {}}]);
		expect(text).toContain(
			'`node bench/start.mjs`, 2026-01-01: A CPU, 2 cores, 8 GiB, Linux 6, Node 20.0.0; load average 3.50.',
		);
	});

	it('counts the promises that are met and lists those that are missed', () => {
		const kept = {promises: [promise, {...promise, isKept: true}]};
		const text = page([{printed: '', kept}]);
		expect(text).toContain('1 of 2 promises met.');
		expect(text).toMatch(/Start: first answer\s+\| ≤ 1\.25 \| 2\.00/);
	});

	it('names a script that failed, and keeps what it had printed', () => {
		const text = page([{printed: 'half a table', failure: 'start.mjs ended with code 1'}]);
		expect(text).toContain('**Not measured**: `start.mjs ended with code 1`');
		expect(text).toContain('half a table');
	});

	it('sets a table apart from the text around it', () => {
		expect(page([{printed: '2 workers\n| a |\n| --- |\nafter', kept: {}}])).toContain(
			'2 workers\n\n| a |\n| --- |\n\nafter',
		);
	});

	it('has a picture of each chart, with the names harmless, for light pages and dark ones', () => {
		const files = format([{printed: '', kept: {bars: [bars], lines: [lines]}}]);
		expect(Object.keys(files)).toEqual(['README.md', 'memory.svg', 'idle-cpu-2-workers.svg']);
		expect(files['README.md']).toContain('![Idle CPU, 2 workers](idle-cpu-2-workers.svg)');
		expect(files['idle-cpu-2-workers.svg']).toContain('a&#60;b');
		expect(files['idle-cpu-2-workers.svg']).toContain('prefers-color-scheme:dark');
		expect(files['memory.svg']).toContain('>workers<');
	});

	it('keeps what it had of a part that was not measured anew, with its promises', () => {
		const kept = {promises: [promise], bars: [bars]};
		const title = 'Start';
		const before = page([
			{printed: `${'| promise | limit | measured | |'}\n| --- |\n| first answer | ≤ 1.25 | 2.00 | **missed** |`, kept},
		]);
		const written: string = readSections(before).get(title);
		expect(picturesIn(written)).toEqual(['idle-cpu-2-workers.svg']);
		const files = formatPage([{title, runs: [], written}]);
		expect(files).toEqual({'README.md': before});
	});

	it('draws what could not be measured as nothing', () => {
		const unknown = {name: 'pm2', value: null, least: null, greatest: null};
		const points = [{x: 1, value: null, least: null, greatest: null}];
		const kept = {bars: [{...bars, rows: [unknown]}], lines: [{...lines, series: [{name: 'pm2', points}]}]};
		for (const file of Object.values(format([{printed: '', kept}]))) {
			expect(file).not.toMatch(/NaN|Infinity|null/);
		}
	});
});

describe('the numbers along an axis', () => {
	it.each([
		[1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
		[97, [0, 20, 40, 60, 80, 100]],
		[1001, [0, 250, 500, 750, 1000, 1250]],
		[0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
	])('go up to %d', (greatest, ticks) => {
		expect(ticksUpTo(greatest)).toEqual(ticks);
	});
});

function at(x: number) {
	return {x, value: x, least: x, greatest: x};
}

function format(runs: readonly object[]): Record<string, string> {
	const measured = runs.map(run => ({
		command: 'node bench/start.mjs',
		...run,
		...('kept' in run ? {kept: {machine, ...(run.kept as object)}} : {}),
	}));
	return formatPage([{title: 'Start', runs: measured}]);
}

function page(runs: readonly object[]): string {
	return format(runs)['README.md'] ?? '';
}
