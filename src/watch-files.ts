import {basename, relative} from 'node:path';
import process from 'node:process';
import {watch} from 'chokidar';
import type {LogRecorder} from './logs/log-recorder.js';
import type {Supervisor} from './supervisor/supervisor.js';

/** An editor saves, a compiler writes many files: one reload for all that comes in one go. */
const SETTLE_MS = 300;

/** Makes a rolling reload when a file below `paths` changes, and another after it if files changed meanwhile. */
export function watchFiles({
	paths,
	supervisor,
	recorder,
}: {
	readonly paths: readonly string[];
	readonly supervisor: Supervisor;
	readonly recorder: LogRecorder;
}): {readonly close: () => Promise<void>} {
	let changed: string | undefined;
	let timer: NodeJS.Timeout | undefined;
	const reload = () => {
		timer = undefined;
		if (changed !== undefined && supervisor.cluster.reload === undefined) {
			recorder.event({text: `${changed} has changed: reloading`});
			changed = undefined;
			supervisor.request({type: 'reload'});
		}
	};
	const watcher = watch([...paths], {ignoreInitial: true, ignored: path => isIgnored(path, paths)});
	watcher.on('ready', () => recorder.event({text: `watching ${paths.map(shorten).join(', ')}`}));
	watcher.on('error', error => recorder.event({text: `--watch: ${error instanceof Error ? error.message : error}`}));
	watcher.on('all', (_event, path) => {
		changed = shorten(path);
		clearTimeout(timer);
		timer = setTimeout(reload, SETTLE_MS);
	});
	// What changed while a reload was under way waited for its end.
	const unsubscribe = supervisor.subscribe(() => {
		if (changed !== undefined && supervisor.cluster.reload === undefined) {
			timer ??= setTimeout(reload, SETTLE_MS);
		}
	});
	return {
		close: async () => {
			unsubscribe();
			clearTimeout(timer);
			await watcher.close();
		},
	};
}

function shorten(path: string): string {
	return relative(process.cwd(), path) || '.';
}

/** Dependencies and what is hidden; but not a path that was named. */
function isIgnored(path: string, named: readonly string[]): boolean {
	const name = basename(path);
	return !named.includes(path) && (name === 'node_modules' || name.startsWith('.'));
}
