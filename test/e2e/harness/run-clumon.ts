import {existsSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

export const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** Where it is run: apps are named as a user in their folder names them. */
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** A known environment: the one the tests run in may say CI, FORCE_COLOR or NODE_OPTIONS. */
export function environment(extra: Readonly<Record<string, string>>): Record<string, string> {
	if (!existsSync(cli)) {
		throw new Error(`${cli} is missing: npm run build makes it`);
	}

	return {PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LANG: 'C.UTF-8', ...extra};
}
