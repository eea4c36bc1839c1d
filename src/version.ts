import {readFileSync} from 'node:fs';

/** clumon's own version. package.json is one folder up, from src/ as from dist/. */
export function readVersion(): string {
	const {version} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	return version;
}
