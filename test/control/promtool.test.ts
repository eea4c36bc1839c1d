import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {clusterMetrics} from '../../src/control/cluster-metrics.js';
import {primaryMetrics} from '../../src/control/primary-metrics.js';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {MIXED} from '../ui/screen-fixtures.js';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

test.skipIf(!hasPromtool)("Prometheus' own tool has nothing to say against the metrics", () => {
	const snapshot = {...MIXED, outcome: {id: 1, ok: true, text: ''}};
	const text = formatMetrics([...primaryMetrics({version: '1.0.0'}), ...clusterMetrics(snapshot, {isReady: true})]);
	const {status, stdout, stderr} = spawnSync('promtool', ['check', 'metrics'], {input: text, encoding: 'utf8'});
	expect(`${stdout}${stderr}`).toBe('');
	expect(status).toBe(0);
});
