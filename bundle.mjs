/**
 * Joins what tsc has written: the program and the screen's thread come as a few files instead of 700. Node looks each
 * module up, reads and compiles it by itself, and Ink's 530 took longer than all else from the command to the first
 * picture. The single files stay beside them: benchmarks and tests take parts from there.
 */
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {builtinModules, createRequire} from 'node:module';
import {build} from 'esbuild';

const require = createRequire(import.meta.url);

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
 * The program as one file, with what it imports only when it is needed, as src/code-cache.cts keeps the code of one file. And
 * as CommonJS: node's loader of ES modules itself takes 9 ms to start.
 */
await build({
	...common,
	format: 'cjs',
	entryPoints: ['dist/main.js'],
	outExtension: {'.js': '.cjs'},
	// A third less to read at each start; names stay as they are, for a stack that a user sends.
	minifyWhitespace: true,
	lineLimit: 120,
	define: {...common.define, 'import.meta.url': 'importMetaUrl'},
	banner: {js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;"},
	plugins: [requiredBuiltins],
});
// esbuild escapes what is not ASCII, save in regular expressions and comments. Without any of it, V8 has half as much to read.
const program = readFileSync('dist/main.cjs', 'utf8');
if (/\bimport\(/.test(program)) {
	throw new Error('dist/main.cjs uses import(), which src/code-cache.cts cannot give it');
}
const ascii = program.replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
// By its digest kept code is known to be of this program and no other.
writeFileSync('dist/main.cjs', `${ascii}//${createHash('sha256').update(ascii).digest('hex').slice(0, 16)}`);

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
