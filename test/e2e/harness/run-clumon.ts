import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

export const cli = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));

/** Where it is run: apps are named as a user in their folder names them. */
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/**
 * A known environment: the one the tests run in may say CI, FORCE_COLOR or NODE_OPTIONS. Each has a folder of its own for
 * sockets, unless one is given: clumons of one name would refuse each other.
 */
export function environment(extra: Readonly<Record<string, string>>): Record<string, string> {
	if (!existsSync(cli)) {
		throw new Error(`${cli} is missing: npm run build makes it`);
	}

	const home = extra['HOME'] ?? createHome();
	return {PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8', ...extra};
}

/** A folder as an operator's home, gone with the test; clumons and commands that are given it know of each other. */
export function createHome(): string {
	const home = mkdtempSync(join(tmpdir(), 'clumon-home-'));
	onTestFinished(() => rmSync(home, {recursive: true, force: true}));
	return home;
}
