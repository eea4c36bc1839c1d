#!/usr/bin/env node
import path = require('node:path');
import codeCache = require('./code-cache.cjs');

import type {main} from './main.js' with {'resolution-mode': 'import'};

/** When an app has begun, its first clients come before this. */
const KEEP_AFTER_MS = 2000;

const {exports: program, keepCode} = codeCache.loadProgram<{main: typeof main}>(
	path.join(__dirname, 'main.cjs'),
	cacheFolder(),
);
void program.main({
	importModule: url => import(url),
	onBegun: () => {
		setTimeout(keepCode, KEEP_AFTER_MS).unref();
	},
});

/** Undefined where there is none, or where it is not wanted: by the variable that turns off node's own. */
function cacheFolder(): string | undefined {
	const {HOME, LOCALAPPDATA, NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME} = process.env;
	const base = [XDG_CACHE_HOME, HOME && path.join(HOME, '.cache'), LOCALAPPDATA].find(
		folder => folder !== undefined && path.isAbsolute(folder),
	);
	return base === undefined || NODE_DISABLE_COMPILE_CACHE ? undefined : path.join(base, 'clumon');
}
