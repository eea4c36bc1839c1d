import {spawn} from 'node:child_process';
import process from 'node:process';
import {cli, environment, fixtures} from './run-clumon.js';

export type Ran = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs a command of clumon to its end, as an operator in the fixtures' folder whose home is `home`. */
export async function runCommand(args: readonly string[], home: string): Promise<Ran> {
	const child = spawn(process.execPath, [cli, ...args], {
		cwd: fixtures,
		env: environment({HOME: home, XDG_RUNTIME_DIR: home}),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ran = {stdout: '', stderr: ''};
	for (const stream of ['stdout', 'stderr'] as const) {
		child[stream].setEncoding('utf8').on('data', (chunk: string) => {
			ran[stream] += chunk;
		});
	}
	return new Promise(resolve => child.on('close', code => resolve({...ran, code})));
}
