/**
 * Joins what tsc has written: the program and the screen's thread come as a few files instead of 700. Node looks each
 * module up, reads and compiles it by itself, and Ink's 530 took longer than all else from the command to the first
 * picture. The single files stay beside them: benchmarks and tests take parts from there.
 */
import {build} from 'esbuild';

await build({
	entryPoints: ['dist/cli.js', 'dist/ui/thread/screen-thread.js'],
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
});
