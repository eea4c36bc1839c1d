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
	supervisor,
	recorder,
}: {
	readonly paths: readonly string[];
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

	const watcher = watch([...paths], {ignoreInitial: true, ignored: path => isIgnored(path, paths)});
	watcher.on('ready', () => recorder.event({text: `watching ${paths.map(shorten).join(', ')}`}));
	watcher.on('error', error => recorder.event({text: `--watch: ${error instanceof Error ? error.message : error}`}));
	watcher.on('all', (_event, path) => {
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

/** `a.js`, or `a.js and 3 more`. */
function nameSome([first = '', ...rest]: readonly string[]): string {
	return rest.length === 0 ? `${first} has` : `${first} and ${rest.length} more have`;
}

function shorten(path: string): string {
	return relative(process.cwd(), path) || '.';
}

/** Dependencies and what is hidden; but not a path that was named. */
function isIgnored(path: string, named: readonly string[]): boolean {
	const name = basename(path);
	return !named.includes(path) && (name === 'node_modules' || name.startsWith('.'));
}
