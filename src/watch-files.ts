import {existsSync} from 'node:fs';
import {basename, relative} from 'node:path';
import process from 'node:process';
import {watch} from 'chokidar';
import type {LogRecorder} from './logs/log-recorder.js';
import {createReloadTrigger} from './reload-trigger.js';
import type {Supervisor} from './supervisor/supervisor.js';

/**
 * Makes a rolling reload when files below `paths` change, and another after it if files changed meanwhile. One that the
 * app itself changes at each start is told, and left out.
 */
export function watchFiles({
	paths,
	name,
	supervisor,
	recorder,
}: {
	readonly paths: readonly string[];
	/** Of the app: what clumon itself writes begins with it. */
	readonly name: string;
	readonly supervisor: Pick<Supervisor, 'cluster' | 'subscribe' | 'request'>;
	readonly recorder: Pick<LogRecorder, 'event'>;
}): {readonly close: () => Promise<void>} {
	const trigger = createReloadTrigger();
	let timer: NodeJS.Timeout | undefined;
	let isReloading = false;
	let isOwnReload = false;

	const schedule = () => {
		clearTimeout(timer);
		const dueAt = trigger.dueAt();
		// What changes while a reload is under way waits for its end.
		if (dueAt !== undefined && !isReloading) {
			timer = setTimeout(decide, Math.max(0, dueAt - performance.now()));
		}
	};
	const decide = () => {
		const {kind, files} = trigger.decide();
		const names = nameSome(files);
		if (kind === 'reload') {
			recorder.event({text: `${names} changed: reloading`});
			isOwnReload = true;
			supervisor.request({type: 'reload'});
			isOwnReload = false;
		} else {
			const told = `${names} changed during each of the last reloads, written by the app itself, it seems`;
			recorder.event({text: `${told}: not watched any more · R reloads, and watches it again`});
		}
	};
	const unsubscribe = supervisor.subscribe(() => {
		const wasReloading = isReloading;
		isReloading = supervisor.cluster.reload !== undefined;
		if (isReloading && !wasReloading && !isOwnReload) {
			trigger.forgive();
		}
		if (wasReloading && !isReloading) {
			trigger.reloadEnded(performance.now());
		}
		if (wasReloading !== isReloading) {
			schedule();
		}
	});

	const watcher = watch([...paths], {ignoreInitial: true, ignored: path => isIgnored(path, {paths, name})});
	watcher.on('ready', () => recorder.event({text: `watching ${paths.map(shorten).join(', ')}`}));
	watcher.on('error', error => recorder.event({text: `--watch: ${error instanceof Error ? error.message : error}`}));
	watcher.on('all', (event, path) => {
		if (event.endsWith('Dir')) {
			// What is in it counts.
			return;
		}
		trigger.change(shorten(path), performance.now());
		schedule();
	});
	return {
		close: async () => {
			unsubscribe();
			clearTimeout(timer);
			await watcher.close();
		},
	};
}

/** `a.js`, or `a.js and 3 more`: rather one that is there than one that was only there to become another. */
function nameSome(files: readonly string[]): string {
	const first = files.find(file => existsSync(file)) ?? files[0] ?? '';
	return files.length < 2 ? `${first} has` : `${first} and ${files.length - 1} more have`;
}

function shorten(path: string): string {
	return relative(process.cwd(), path) || '.';
}

/** Dependencies, what is hidden, and what clumon itself writes; but not a path that was named. */
function isIgnored(path: string, {paths, name}: {readonly paths: readonly string[]; readonly name: string}): boolean {
	const file = basename(path);
	return !paths.includes(path) && (file === 'node_modules' || file.startsWith('.') || isOwn(file, name));
}

/** Log files (`--log-dir`), saved logs, profiles and heap snapshots. */
function isOwn(file: string, name: string): boolean {
	return file.startsWith(`${name}-`) && /\.(?:log|log\.partial|cpuprofile|heapsnapshot)$/.test(file);
}
