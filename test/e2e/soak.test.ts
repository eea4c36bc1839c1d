import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';

const bench = fileURLToPath(new URL('../../bench/soak.mjs', import.meta.url));

/** Memory takes longer to come to rest: that is for the long form. */
const HELD = ['descriptors', 'threads', 'listeners', 'timers', 'resources'];

test('a primary holds no more after many frames, restarts and attached screens than before', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-soak-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	const args = [bench, '--cycles', '6', '--frames', '300', '--restarts', '18', '--lines', '60000', '--attaches', '30'];
	const env = {...process.env, CLUMON_BENCH_RESULTS: folder};
	await promisify(execFile)(process.execPath, args, {env}).catch((error: unknown) => {
		// Its exit code 1 also says that memory grew; one that did not come to its end has kept nothing.
		if (!(error instanceof Error && 'code' in error && error.code === 1)) {
			throw error;
		}
	});
	const {promises} = JSON.parse(readFileSync(join(folder, 'soak.json'), 'utf8')) as {
		promises: {promise: string; isKept: boolean; measured: string}[];
	};
	const held = promises.filter(({promise}) => HELD.some(name => promise.startsWith(name)));
	expect(held).toHaveLength(HELD.length);
	expect(held.filter(({isKept}) => !isKept)).toEqual([]);
}, 180_000);
