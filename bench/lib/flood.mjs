import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {waitFor} from './wait-for.mjs';

/** Of each line of apps/lines.mjs, its line end included. */
export const LINE_BYTES = 100;

/** What has not come after so long without a line is lost. */
const SETTLED_MS = 3000;
const LOOK_MS = 20;

/** One flood of lines from all workers of a supervisor: when it begins, and when and whether all of it has arrived. */
export class Flood {
	folder = mkdtempSync(join(tmpdir(), 'clumon-bench-flood-'));
	#instances;
	#lines;
	#goFile = join(this.folder, 'go');
	#doneDir = join(this.folder, 'done');

	/** `lines`: of each instance. */
	constructor({instances, lines, writer}) {
		this.#instances = instances;
		this.#lines = lines;
		mkdirSync(this.#doneDir);
		this.environment = {
			LINES: String(lines),
			WRITER: writer,
			GO_FILE: this.#goFile,
			DONE_DIR: this.#doneDir,
		};
	}

	get totalLines() {
		return this.#instances * this.#lines;
	}

	/** The file whose being there begins the flood. */
	get goFile() {
		return this.#goFile;
	}

	/** There when the workers have written all. */
	get endFile() {
		return join(this.folder, 'end');
	}

	begin() {
		writeFileSync(this.#goFile, '');
	}

	/** When the workers have written all. */
	async written({timeoutMs = 600_000} = {}) {
		const all = () => readdirSync(this.#doneDir).length === this.#instances;
		await waitFor(all, {what: 'the workers to write their lines', timeoutMs});
		// The last may be half written.
		await sleep(LOOK_MS);
		writeFileSync(this.endFile, '');
		const times = readdirSync(this.#doneDir).map(name => JSON.parse(readFileSync(join(this.#doneDir, name), 'utf8')));
		return {
			startedAt: Math.min(...times.map(({startedAt}) => startedAt)),
			endedAt: Math.max(...times.map(({endedAt}) => endedAt)),
		};
	}

	/** When `progress` has come to `goal`, or has come to rest before it; epoch, ms. */
	async arrived({progress, goal}) {
		let reached = -1;
		let movedAt = Date.now();
		while (reached < goal && Date.now() - movedAt < SETTLED_MS) {
			const now = progress();
			if (now > reached) {
				reached = now;
				movedAt = Date.now();
			}
			await sleep(LOOK_MS);
		}
		return movedAt;
	}

	/** Of the lines that were written, those that are in none of the files, or twice, or not whole. */
	lostLines(paths) {
		const seen = new Set();
		for (const path of paths) {
			for (const [, line] of readFileSync(path, 'latin1').matchAll(/(?:^|\s)(\d+ w\d+) \d+ GET \S+ 200\.+x$/gm)) {
				seen.add(line);
			}
		}
		return this.totalLines - seen.size;
	}

	remove() {
		rmSync(this.folder, {recursive: true, force: true});
	}
}
