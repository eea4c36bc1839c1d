import {execFile} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

const bench = fileURLToPath(new URL('../../bench/screen-heap.mjs', import.meta.url));

/** Ink 6.8 keeps each text that it measures: 6 KB for each of these frames, where panes are given to it as text. */
test('the screen keeps no memory of the frames that it has painted', async () => {
	const {stdout} = await promisify(execFile)(process.execPath, [
		...[bench, '--size', '80x24'],
		...['--warm-up', '300', '--frames', '600'],
	]);
	const grownMegabytes = [...stdout.matchAll(/heap +(-?[\d.]+) MB/g)].map(match => Number(match[1]));
	expect(grownMegabytes).toHaveLength(10);
	// 3.8 MB with such texts; 0.6 MB as it is, all of it in the first frames.
	expect(grownMegabytes.at(-1)).toBeLessThan(2);
});
