import {readFileSync} from 'node:fs';

/** clumon's own version. package.json is two folders up, from src/command-line/ as from dist/. */
export function readVersion(): string {
	const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
	return version;
}
