/**
 * Joins what tsc has written: the program and the screen's thread come as a few files instead of 700. Node looks each
 * module up, reads and compiles it by itself, and Ink's 530 took longer than all else from the command to the first
 * picture. The single files stay beside them: benchmarks and tests take parts from there.
 */
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {builtinModules, createRequire} from 'node:module';
import {basename, dirname, relative, resolve} from 'node:path';
import {build} from 'esbuild';

const require = createRequire(import.meta.url);

/** Of the program; the others load what they have in common with it from it. */
const FIRST_PART = 'main.cjs';

/** Told to a plugin that asks for what is resolved without it. */
const IS_RESOLVING = Symbol('is resolving');

/**
 * An `import` of a module of node's own reads all that it exports, and some of that is loaded or opened when it is read:
 * the streams of node:fs take 4 ms, stdin, stdout and stderr of node:process 10, all before the first fork. `require` reads
 * nothing.
 */
const requiredBuiltins = {
	name: 'required-builtins',
	setup({onResolve, onLoad}) {
		const names = new Set(builtinModules);
		onResolve({filter: /^[^.]/}, ({kind, path}) => {
			const name = path.replace(/^node:/, '');
			return (kind === 'import-statement' || kind === 'dynamic-import') && name !== 'module' && names.has(name)
				? {path: name, namespace: 'builtin', sideEffects: false}
				: undefined;
		});
		onLoad({filter: /.*/, namespace: 'builtin'}, ({path}) => ({contents: requireBuiltin(path)}));
	},
};

/** Of what it exports only what is imported somewhere is read. */
function requireBuiltin(name) {
	const builtin = name === 'process' ? 'globalThis.process' : `require('node:${name}')`;
	const exported = Object.keys(require(`node:${name}`)).filter(key => key !== 'default');
	return [
		`const builtin = ${builtin};`,
		'export default builtin;',
		...exported.map(key => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})();`),
	].join('\n');
}

const common = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	outbase: 'dist',
	outdir: 'dist',
	allowOverwrite: true,
	// As the thread is told at run time, too; known now, React's development half is left out.
	define: {'process.env.NODE_ENV': '"production"'},
	// Ink asks for it with DEV=true alone, and does not install it.
	external: ['react-devtools-core'],
	legalComments: 'linked',
	logLevel: 'warning',
};

/**
 * The program as CommonJS files, of which src/code-cache.cts keeps the code: node's loader of ES modules itself takes 9 ms to
 * start. What is needed until the first worker is forked is one file; what is imported only when it is needed (`import()`) is one
 * each, and takes what it has in common with the first from there.
 */
const programOptions = {
	...common,
	format: 'cjs',
	// A third less to read at each start; names stay as they are, for a stack that a user sends.
	minifyWhitespace: true,
	lineLimit: 120,
	legalComments: 'eof',
	write: false,
	metafile: true,
	define: {...common.define, 'import.meta.url': 'importMetaUrl'},
	banner: {js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;"},
	// What is loaded as src/code-cache.cts does it has no import() on Node 20.
	supported: {'dynamic-import': false},
};

await buildProgram('dist/main.js');

async function buildProgram(entry) {
	const first = resolve(entry);
	/** Entry modules of the other files, by path. */
	const later = new Map();
	const {metafile} = await build({
		...programOptions,
		entryPoints: [first],
		plugins: [requiredBuiltins, laterParts(later)],
	});
	const inFirst = new Set(Object.keys(metafile.inputs).map(path => resolve(path)));
	/** Modules of the first file that others use, by path, with the name by which it exports them. */
	const shared = new Map();
	// It grows while it is gone through, as a part may have parts of its own.
	for (const [path, file] of later) {
		const plugins = [requiredBuiltins, sharedModules({inFirst, shared}), laterParts(later)];
		const {outputFiles} = await build({...programOptions, entryPoints: [path], plugins});
		writePart(file, outputFiles[0].text);
	}
	const contents = [
		`export * from ${JSON.stringify(first)};`,
		...Array.from(shared, ([path, name]) => `export * as ${name} from ${JSON.stringify(path)};`),
	].join('\n');
	const {outputFiles} = await build({
		...programOptions,
		stdin: {contents, resolveDir: dirname(first)},
		plugins: [requiredBuiltins, laterParts(later)],
	});
	writePart(FIRST_PART, outputFiles[0].text);
}

/** Leaves what is imported by `import()` to files of their own, and notes it. */
function laterParts(later) {
	return {
		name: 'later-parts',
		setup(builder) {
			builder.onResolve({filter: /.*/}, async ({kind, path, pluginData, ...rest}) => {
				if (kind !== 'dynamic-import' || pluginData === IS_RESOLVING) {
					return undefined;
				}
				const resolved = await builder.resolve(path, {...rest, kind, pluginData: IS_RESOLVING});
				if (resolved.namespace !== 'file') {
					return resolved;
				}
				const file = `main-${basename(path, '.js')}.cjs`;
				if (!later.has(resolved.path) && [...later.values()].includes(file)) {
					throw new Error(`${file} would be two modules: give ${path} another name`);
				}
				later.set(resolved.path, file);
				return {path: `./${file}`, external: true};
			});
		},
	};
}

/** Takes modules that are in the first file from there. */
function sharedModules({inFirst, shared}) {
	return {
		name: 'shared-modules',
		setup(builder) {
			builder.onResolve({filter: /.*/}, async ({kind, path, namespace, pluginData, ...rest}) => {
				if (namespace === 'shared') {
					return {path, external: true};
				}
				if (kind !== 'import-statement' || pluginData === IS_RESOLVING) {
					return undefined;
				}
				const resolved = await builder.resolve(path, {...rest, namespace, kind, pluginData: IS_RESOLVING});
				if (!inFirst.has(resolved.path)) {
					return resolved;
				}
				shared.set(resolved.path, nameOf(resolved.path));
				return {path: resolved.path, namespace: 'shared'};
			});
			builder.onLoad({filter: /.*/, namespace: 'shared'}, ({path}) => ({
				contents: `module.exports = require('./${FIRST_PART}').${shared.get(path)};`,
			}));
		},
	};
}

/** Not a number: a part of another version, installed meanwhile, must not be given another module than it asks for. */
function nameOf(path) {
	return relative('.', path).replaceAll(/\W/g, '_');
}

function writePart(file, text) {
	if (/\bimport\(/.test(text)) {
		throw new Error(`${file} uses import(), which src/code-cache.cts cannot give it`);
	}
	// esbuild escapes what is not ASCII, save in regular expressions and comments. Without any of it, V8 has half as much to read.
	const ascii = text.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
	// By its digest kept code is known to be of this text and no other.
	writeFileSync(`dist/${file}`, `${ascii}//${createHash('sha256').update(ascii).digest('hex').slice(0, 16)}`);
}

// What the command loads first, and what each worker loads before the app.
await build({
	...common,
	format: 'cjs',
	entryPoints: ['dist/cli.cjs', 'dist/preload/preload.cjs', 'dist/preload/preload-reuse-port.cjs'],
	outExtension: {'.js': '.cjs'},
});

// The screen's thread. Ink is an ES module that waits at its top.
await build({
	...common,
	splitting: true,
	format: 'esm',
	entryPoints: ['dist/ui/thread/screen-thread.js'],
	chunkNames: '[name]-[hash]',
	// For the CommonJS modules among them.
	banner: {
		js: "import {createRequire as requireFrom} from 'node:module'; const require = requireFrom(import.meta.url);",
	},
	plugins: [requiredBuiltins],
});
