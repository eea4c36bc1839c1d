/**
 * Joins what tsc has written: the program and the screen's thread come as a few files instead of 700. Node looks each
 * module up, reads and compiles it by itself, and Ink's 530 took longer than all else from the command to the first
 * picture. The single files stay beside them: benchmarks and tests take parts from there.
 */
import {build} from 'esbuild';

/**
 * An `import` of node:process reads all that it exports, and with that opens stdin, stdout and stderr: 10 ms before the
 * first worker is forked. The global is the same object.
 */
const globalProcess = {
	name: 'global-process',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^(node:)?process$/}, ({kind}) =>
			kind === 'import-statement' ? {path: 'process', namespace: 'global'} : undefined,
		);
		onLoad({filter: /^process$/, namespace: 'global'}, () => ({contents: 'module.exports = globalThis.process;'}));
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
	plugins: [globalProcess],
	logLevel: 'warning',
};

// Each by itself: what they have in common would become files of its own, each of which takes a millisecond to find.
for (const entry of ['dist/cli.js', 'dist/ui/thread/screen-thread.js']) {
	await build({...common, entryPoints: [entry]});
}
