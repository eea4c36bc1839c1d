#!/usr/bin/env node
import fs = require('node:fs');
import path = require('node:path');
import codeCache = require('./code-cache.cjs');

import type {main} from './main.js' with {'resolution-mode': 'import'};

/** When an app has begun, its first clients come before this. */
const KEEP_AFTER_MS = 2000;

/** Files of the program that are loaded when workers run, who may have taken all descriptors. */
const LOADED_WITH_WORKERS = ['open-screen', 'headless-log', 'control-requests', 'pidusage'].map(
	name => `main-${name}.cjs`,
);

const {exports: program, keepCode} = codeCache.loadProgram<{main: typeof main}>(
	// With --preserve-symlinks-main `__dirname` is that of the link that npm makes.
	path.join(path.dirname(fs.realpathSync.native(__filename)), 'main.cjs'),
	cacheFolder(),
	LOADED_WITH_WORKERS,
);
void program.main({
	importModule: url => import(url),
	onBegun: () => {
		setTimeout(keepCode, KEEP_AFTER_MS).unref();
	},
});

/**
 * Undefined where there is none, or where it is not wanted (by the variable that turns off node's own). Not another user's
 * either, as under `sudo -E`, where root would leave in it what that user cannot change.
 */
function cacheFolder(): string | undefined {
	const {HOME, LOCALAPPDATA, NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME} = process.env;
	if (NODE_DISABLE_COMPILE_CACHE) {
		return undefined;
	}
	if (XDG_CACHE_HOME) {
		return inOwn(XDG_CACHE_HOME, 'clumon');
	}
	return process.platform === 'win32' ? inOwn(LOCALAPPDATA, 'clumon') : inOwn(HOME, '.cache/clumon');
}

function inOwn(base: string | undefined, folder: string): string | undefined {
	return base !== undefined && path.isAbsolute(base) && isOwn(base) ? path.join(base, folder) : undefined;
}

function isOwn(folder: string): boolean {
	try {
		// Windows knows no owners.
		return process.geteuid === undefined || fs.statSync(folder).uid === process.geteuid();
	} catch {
		return false;
	}
}
