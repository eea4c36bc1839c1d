import {spawn, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {stringify} from 'yaml';
import {deployPath, readDeployYaml} from '../deploy/deploy-files.js';
import {request} from './harness/http-request.js';
import {ProcessFamily} from './harness/process-family.js';
import {createHome, environment} from './harness/run-clumon.js';
import {type HeadlessClumon, startHeadless} from './harness/start-headless.js';
import {waitFor} from './harness/wait-for.js';

const isInstalled = spawnSync('prometheus', ['--version']).status === 0;

type Prometheus = {
	/** The results of a query, each as `labels => value`. */
	readonly query: (expr: string) => Promise<ReadonlyMap<string, number>>;
	readonly get: (path: string) => Promise<unknown>;
};

/** The configuration of deploy/, with other targets and less patience. */
async function startPrometheus(targets: readonly string[]): Promise<Prometheus> {
	const folder = createHome();
	const {scrape_configs: scrapes, ...rest} = readDeployYaml('prometheus/prometheus.yml') as Record<string, unknown>;
	const [scrape] = scrapes as ReadonlyArray<Record<string, unknown>>;
	const config = {
		...rest,
		global: {scrape_interval: '500ms', evaluation_interval: '500ms'},
		rule_files: [deployPath('prometheus/clumon-alerts.yml')],
		scrape_configs: [{...scrape, static_configs: [{targets}]}],
	};
	writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
	const port = await freePort();
	const family = new ProcessFamily();
	onTestFinished(() => family.kill());
	spawn(
		'prometheus',
		[
			`--config.file=${join(folder, 'prometheus.yml')}`,
			`--storage.tsdb.path=${join(folder, 'data')}`,
			`--web.listen-address=127.0.0.1:${port}`,
		],
		{env: environment(family.environment), stdio: 'ignore'},
	);
	const get = async (path: string) => {
		const {body} = await request(port, path);
		return JSON.parse(body).data;
	};
	await waitFor(async () => (await request(port, '/-/ready').catch(() => undefined))?.status === 200, {
		what: 'Prometheus to be ready',
		context: () => '',
	});
	return {
		get,
		query: async expr => {
			const {result} = (await get(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as {
				result: Array<{metric: Record<string, string>; value: [number, string]}>;
			};
			return new Map(result.map(({metric, value}) => [JSON.stringify(metric), Number(value[1])]));
		},
	};
}

async function freePort(): Promise<number> {
	const server = createServer();
	const port = await new Promise<number>(resolve => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as {port: number}).port));
	});
	await new Promise(resolve => server.close(resolve));
	return port;
}

async function metricsAddress(clumon: HeadlessClumon): Promise<string> {
	const [, address = ''] = await clumon.waitForLine('stderr', /metrics on http:\/\/(\S+)\/metrics/);
	return address;
}

describe.skipIf(!isInstalled)('a real Prometheus, configured as in deploy/', () => {
	test('scrapes two clumons, understands all that they say, and sees one end', async () => {
		const clumons = ['a', 'b'].map(name => startHeadless(['http.js', '-i', '2', '-n', name, '--metrics', '0']));
		const [first = '', second = ''] = await Promise.all(clumons.map(metricsAddress));
		const prometheus = await startPrometheus([first, second]);
		const becomes = (expr: string, value: number) =>
			waitFor(async () => [...(await prometheus.query(expr)).values()][0] === value, {
				what: `${expr} to be ${value}`,
				context: () => clumons.map(({stderr}) => stderr()).join('\n'),
			});

		await becomes('sum(up{job="clumon"})', 2);
		await becomes('sum(clumon_instance_state{state="ready"})', 4);
		const [, port] = (await clumons[0]?.waitForLine('stdout', /listening on (\d+)/)) ?? [];
		for (let i = 0; i < 30; i += 1) {
			await request(Number(port));
		}
		await becomes(`sum(clumon_http_requests_total{instance="${first}",code="2xx"})`, 30);
		await becomes(`sum(clumon_http_request_duration_seconds_count{instance="${first}"})`, 30);
		const names = await prometheus.query('count by (name) (clumon_app_info)');
		expect([...names.keys()].sort()).toEqual(['{"name":"a"}', '{"name":"b"}']);

		const {activeTargets} = (await prometheus.get('/api/v1/targets')) as {activeTargets: unknown[]};
		expect(activeTargets).toHaveLength(2);
		expect(activeTargets).toEqual(Array(2).fill(expect.objectContaining({health: 'up', lastError: ''})));
		const {groups} = (await prometheus.get('/api/v1/rules')) as {groups: Array<{rules: unknown[]}>};
		const rules = groups.flatMap(group => group.rules);
		expect(rules.length).toBeGreaterThan(5);
		expect(rules).toEqual(rules.map(() => expect.objectContaining({health: 'ok', state: 'inactive'})));

		clumons[1]?.kill('SIGTERM');
		await becomes('sum(up{job="clumon"})', 1);
		await becomes('count(ALERTS{alertname="ClumonDown",alertstate="pending"})', 1);
	});
});
