import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {stringify} from 'yaml';
import {readDeployFile} from './deploy-files.js';
import {unknownMetrics} from './metric-names.js';

type Panel = {
	readonly id: number;
	readonly type: string;
	readonly title: string;
	readonly description?: string;
	readonly gridPos: {readonly x: number; readonly y: number; readonly w: number; readonly h: number};
	readonly targets?: ReadonlyArray<{readonly expr: string}>;
};

const dashboard: {readonly panels: readonly Panel[]; readonly annotations: {readonly list: readonly {expr: string}[]}} =
	JSON.parse(readDeployFile('grafana/clumon-dashboard.json'));
const {panels} = dashboard;
const queries = [...panels.flatMap(({targets = []}) => targets), ...dashboard.annotations.list].map(({expr}) => expr);
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe('the dashboard', () => {
	test('asks only for metrics that there are', () => {
		expect(queries.length).toBeGreaterThan(10);
		expect(queries.flatMap(unknownMetrics)).toEqual([]);
	});

	test('asks for the chosen clumons only', () => {
		for (const query of queries) {
			const selectors = query.match(/\b(clumon|process)_\w+(\{[^}]*\})?/g) ?? [];
			expect(selectors.filter(selector => !selector.includes('{job=~"$job",instance=~"$instance"'))).toEqual([]);
		}
	});

	test('says of each panel what it shows', () => {
		const silent = panels.filter(({type, description = ''}) => type !== 'row' && description === '');
		expect(silent).toEqual([]);
		expect(new Set(panels.map(({id}) => id)).size).toBe(panels.length);
	});

	test('fills its grid of 24 columns without overlaps', () => {
		const cells = panels.flatMap(({gridPos: {x, y, w, h}}) =>
			Array.from({length: w * h}, (_, cell) => `${x + (cell % w)}:${y + Math.floor(cell / w)}`),
		);
		expect(new Set(cells).size).toBe(cells.length);
		expect(Math.max(...panels.map(({gridPos: {x, w}}) => x + w))).toBe(24);
	});

	test.skipIf(!hasPromtool)('asks in PromQL that Prometheus understands', () => {
		const folder = mkdtempSync(join(tmpdir(), 'clumon-dashboard-'));
		onTestFinished(() => rmSync(folder, {recursive: true}));
		const rules = queries.map((query, index) => ({
			record: `panel:${index}`,
			expr: query.replaceAll('$__rate_interval', '1m').replaceAll(/\$\w+/g, '.*'),
		}));
		writeFileSync(join(folder, 'rules.yml'), stringify({groups: [{name: 'dashboard', rules}]}));
		const {stdout, stderr} = spawnSync('promtool', ['check', 'rules', join(folder, 'rules.yml')], {encoding: 'utf8'});
		expect(stderr).toBe('');
		expect(stdout).toContain(`SUCCESS: ${rules.length} rules found`);
	});
});
