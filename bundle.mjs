/**
 * Joins what tsc has written: the program and the screen's thread come as a few files instead of 700. Node looks each
 * module up, reads and compiles it by itself, and Ink's 530 took longer than all else from the command to the first
 * picture. The single files stay beside them: benchmarks and tests take parts from there.
 */
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
			return kind === 'import-statement' && name !== 'module' && names.has(name)
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

/**
 * The commands and the log without a screen come as one file: what they share with the program is then one other, and not
 * one for each that shares it: each file more is a millisecond before the first fork. All else that is imported when it is
 * needed stays as it is.
 */
const oneForText = {
	name: 'one-for-text',
	setup({onResolve, onLoad}) {
		const modules = ['./commands/run-command.js', './headless/headless-log.js'];
		onResolve({filter: /^\.\//}, ({kind, path}) => {
			if (kind !== 'dynamic-import') {
				return undefined;
			}
			return modules.includes(path) ? {path: 'text', namespace: 'joined'} : {path, external: true};
		});
		onLoad({filter: /^text$/, namespace: 'joined'}, () => ({
			contents: modules.map(module => `export * from '${module}';`).join('\n'),
			resolveDir: 'dist',
		}));
	},
};

const common = {
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	outbase: 'dist',
	outdir: 'dist',
	// In this folder, and no deeper: own-files finds the others from where it is.
	chunkNames: '[name]-[hash]',
	allowOverwrite: true,
	// As the thread is told at run time, too; known now, React's development half is left out.
	define: {'process.env.NODE_ENV': '"production"'},
	// Ink asks for it with DEV=true alone, and does not install it.
	external: ['react-devtools-core'],
	// For the CommonJS modules among them.
	banner: {
		js: "import {createRequire as requireFrom} from 'node:module'; const require = requireFrom(import.meta.url);",
	},
	legalComments: 'linked',
	logLevel: 'warning',
};

// Each by itself, as what they have in common would become files of its own.
await build({...common, entryPoints: ['dist/cli.js'], plugins: [requiredBuiltins, oneForText]});
await build({...common, entryPoints: ['dist/ui/thread/screen-thread.js'], plugins: [requiredBuiltins]});

// What each worker loads before the app.
await build({
	...common,
	splitting: false,
	format: 'cjs',
	banner: {},
	entryPoints: ['dist/preload/preload.cjs', 'dist/preload/preload-reuse-port.cjs'],
	outExtension: {'.js': '.cjs'},
});
