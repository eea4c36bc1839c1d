import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {UsageError} from './usage-error.js';

/**
 * Asks node itself whether it takes these options: with one that it does not know every worker would end at once, over and
 * over. `--version` first, so that nothing is run, whatever else is among them.
 *
 * @throws UsageError with node's own word
 */
export function checkNodeArgs(nodeArgs: readonly string[]): void {
	if (nodeArgs.length === 0) {
		return;
	}

	const {status, stderr} = spawnSync(process.execPath, ['--version', ...nodeArgs], {
		encoding: 'utf8',
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	// It could not be started: whatever the reason is, the workers will tell.
	if (status === 0 || status === null) {
		return;
	}

	const [reason = ''] = stderr.split('\n');
	const given = JSON.stringify(nodeArgs.join(' '));
	throw new UsageError(
		'invalid-value',
		`--node-args must be options of node ${process.versions.node}, got ${given} (${reason.replace(/^.*?: /, '')}); node --help lists them`,
	);
}
