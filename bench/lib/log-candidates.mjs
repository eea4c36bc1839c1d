import {spawn} from 'node:child_process';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startClumon, startClumonHeadless} from '../supervisors/clumon.mjs';
import {startConcurrently} from '../supervisors/concurrently.mjs';
import {startCounting} from '../supervisors/counting.mjs';
import {startPm2} from '../supervisors/pm2.mjs';
import {LINE_BYTES} from './flood.mjs';

/** Of `[0] ` before each line. */
const PREFIX_BYTES = 4;
/** What `pm2 logs` takes to attach itself. */
const ATTACH_MS = 2000;

/**
 * How each is started, by the name of its row. Given `{app, instances, lines, env, folder}`; answers with
 *
 *   - `run`;
 *   - `progress()` and its `goal`: how much has arrived, in lines or bytes, and when that is all; absent where writing is
 *     arriving;
 *   - `paths` of the files where every line should be; absent where lines are only counted.
 */
export const candidates = {
	file: async options => {
		const run = await startCounting({...options, output: 'file'});
		return {run, ...inFiles(instanceFiles(options, ''), options)};
	},
	bare: async options => {
		const run = await startCounting({...options, output: 'blocking'});
		return {run, ...counted(options)};
	},
	'bare (node pipes)': async options => {
		const run = await startCounting({...options, output: 'pipe'});
		return {run, ...counted(options)};
	},
	clumon: async options => {
		const run = await startClumon({...options, args: ['--log-dir', options.folder, '--name', 'bench']});
		return {run, ...inFiles(instanceFiles(options, 'bench-'), options)};
	},
	'clumon (no files)': async options => ({run: await startClumon(options)}),
	headless: async options => {
		const file = join(options.folder, 'headless.log');
		const run = await startClumonHeadless({...options, file});
		return {run, ...inFiles([file], {...options, lineBytes: LINE_BYTES + PREFIX_BYTES})};
	},
	pm2: async options => {
		const run = await startPm2(options);
		const {file, args, env} = run.logs;
		const reader = spawn(file, args, {env, stdio: ['ignore', 'pipe', 'inherit']});
		let lines = 0;
		reader.stdout.setEncoding('latin1').on('data', text => {
			lines += text.match(/\n/g)?.length ?? 0;
		});
		await sleep(ATTACH_MS);
		const close = async () => {
			reader.kill();
			await run.close();
		};
		const goal = options.instances * options.lines;
		return {run: {...run, close}, paths: run.logFiles, progress: () => lines, goal, hidesLoop: true};
	},
	concurrently: async options => {
		const file = join(options.folder, 'concurrently.log');
		const run = await startConcurrently({...options, file});
		return {run, ...inFiles([file], {...options, lineBytes: LINE_BYTES + PREFIX_BYTES})};
	},
};

function counted({folder, instances, lines}) {
	const file = join(folder, 'counted');
	const progress = () => (statSync(file, {throwIfNoEntry: false}) ? Number(readFileSync(file, 'utf8')) : 0);
	return {progress, goal: instances * lines};
}

function inFiles(paths, {instances, lines, lineBytes = LINE_BYTES}) {
	const sizeOf = path => statSync(path, {throwIfNoEntry: false})?.size ?? 0;
	const progress = () => paths.reduce((sum, path) => sum + sizeOf(path), 0);
	return {paths, progress, goal: instances * lines * lineBytes};
}

function instanceFiles({instances, folder}, prefix) {
	return Array.from({length: instances}, (_, instance) => join(folder, `${prefix}${instance}.log`));
}
