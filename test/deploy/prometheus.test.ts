import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {at, deployPath, readDeployYaml} from './deploy-files.js';
import {unknownMetrics} from './metric-names.js';

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
const rules = at(readDeployYaml('prometheus/clumon-alerts.yml'), 'groups', 0, 'rules');
const alerts = Array.isArray(rules) ? rules.map(rule => [String(at(rule, 'alert')), rule] as const) : [];

describe('each alert', () => {
	test.each(alerts)('%s asks for metrics that there are', (_, rule) => {
		expect(unknownMetrics(String(at(rule, 'expr')))).toEqual([]);
	});

	test.each(alerts)('%s says how bad it is and what to do', (name, rule) => {
		expect(name).toMatch(/^Clumon[A-Z]/);
		expect(['warning', 'critical']).toContain(at(rule, 'labels', 'severity'));
		expect(at(rule, 'annotations', 'summary')).toBeTypeOf('string');
		expect(at(rule, 'annotations', 'description')).toBeTypeOf('string');
	});
});

test('the configuration scrapes under the name that rules and dashboard look for', () => {
	expect(at(readDeployYaml('prometheus/prometheus.yml'), 'scrape_configs', 0, 'job_name')).toBe('clumon');
});

test.skipIf(!hasPromtool).each([
	['check', 'config', 'prometheus/prometheus.yml'],
	['check', 'rules', 'prometheus/clumon-alerts.yml'],
	['test', 'rules', 'prometheus/clumon-alerts.test.yml'],
])('promtool %s %s %s', (action, what, file) => {
	const {status, stdout, stderr} = spawnSync('promtool', [action, what, deployPath(file)], {encoding: 'utf8'});
	expect({status, said: status === 0 ? '' : `${stdout}${stderr}`}).toEqual({status: 0, said: ''});
});
