import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {everyMetric} from '../deploy/metric-names.js';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

test('every metric has a sample to be checked', () => {
	expect(everyMetric.filter(({samples}) => samples.length === 0)).toEqual([]);
});

test.skipIf(!hasPromtool)("Prometheus' own tool has nothing to say against the metrics", () => {
	const input = formatMetrics(everyMetric);
	const {status, stdout, stderr} = spawnSync('promtool', ['check', 'metrics'], {input, encoding: 'utf8'});
	expect(`${stdout}${stderr}`).toBe('');
	expect(status).toBe(0);
});
