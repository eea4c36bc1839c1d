import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type HeadlessClumon, startHeadless} from '../../e2e/harness/start-headless.js';
import {createTemporaryFolder} from './temporary-folder.js';

export type Deployment = {
	readonly clumon: HeadlessClumon;
	/** Puts another build in the old one's place, upon which clumon reloads. */
	readonly deploy: (source: string) => void;
};

/** Runs a build (the source of a CommonJS module), ready to be replaced. */
export async function startBuild(source: string, ...options: string[]): Promise<Deployment> {
	const file = join(createTemporaryFolder(), 'build.cjs');
	const deploy = (next: string) => writeFileSync(file, next);
	deploy(source);
	const clumon = startHeadless([file, '-i', '2', ...options, '--watch', file]);
	await clumon.waitForLine('stderr', /watching/);
	return {clumon, deploy};
}
