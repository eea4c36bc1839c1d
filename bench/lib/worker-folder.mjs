import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {isAlive} from './proc.mjs';

/** Where the workers of one run say that they listen (apps/worker.mjs). */
export class WorkerFolder {
	#path = mkdtempSync(join(tmpdir(), 'clumon-bench-'));

	get environment() {
		return {WORKERS_DIR: this.#path};
	}

	/** All that ever listened: pid, instance where it was told one, and since when (epoch, ms). */
	all() {
		return readdirSync(this.#path).map(name => {
			const path = join(this.#path, name);
			const instance = readFileSync(path, 'utf8');
			return {
				pid: Number(name),
				instance: instance === '' ? undefined : Number(instance),
				listeningAt: statSync(path).mtimeMs,
			};
		});
	}

	alive() {
		return this.all().filter(({pid}) => isAlive(pid));
	}

	remove() {
		rmSync(this.#path, {recursive: true, force: true});
	}
}
