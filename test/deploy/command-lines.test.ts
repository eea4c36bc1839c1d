import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {parseCommandLine} from '../../src/command-line/parse-command-line.js';
import type {StartOptions} from '../../src/start-options.js';
import {at, dockerWords, podArgs, readDeployYaml, unitArgs, unitSetting} from './deploy-files.js';

const folder = mkdtempSync(join(tmpdir(), 'clumon-deploy-'));
afterAll(() => rmSync(folder, {recursive: true}));
writeFileSync(join(folder, 'app.js'), '');

function start(argv: readonly string[]): StartOptions {
	const commandLine = parseCommandLine(argv, {
		cwd: folder,
		variables: {},
		stdinIsTty: false,
		stdoutIsTty: false,
		parallelism: 2,
		nodeVersion: '20.0.0',
	});
	if (commandLine.type !== 'start') {
		throw new Error(`does not start: ${JSON.stringify(commandLine)}`);
	}

	return commandLine.options;
}

/** The lame duck, the drain and SIGTERM, and the wait for a slow reader of the log. */
function endMs({drainTimeoutMs, killTimeoutMs}: StartOptions): number {
	return 1000 + drainTimeoutMs + killTimeoutMs + 5000;
}

const pod = at(readDeployYaml('kubernetes/deployment.yaml'), 'spec', 'template', 'spec');

describe.each([
	['the Dockerfile', dockerWords('CMD')],
	['the pod', podArgs()],
	['the unit', unitArgs()],
])('the command line of %s', (_, argv) => {
	test('is understood', () => {
		expect(start(argv)).toMatchObject({app: 'app.js', metrics: {port: 9464}});
	});

	test('asks for no screen', () => {
		expect(start(argv).output).not.toBe('screen');
		expect(argv).toContain('--headless');
	});
});

test('the metrics of containers can be asked for from outside, those of a machine only from itself', () => {
	expect(start(dockerWords('CMD')).metrics?.host).toBe('0.0.0.0');
	expect(start(podArgs()).metrics?.host).toBe('0.0.0.0');
	expect(start(unitArgs()).metrics?.host).toBe('127.0.0.1');
});

test('the pod is given more time than its preStop hook and the end of clumon take', () => {
	const graceMs = Number(at(pod, 'terminationGracePeriodSeconds')) * 1000;
	const preStopMs = Number(at(pod, 'containers', 0, 'lifecycle', 'preStop', 'sleep', 'seconds')) * 1000;
	expect(graceMs).toBeGreaterThan(preStopMs + endMs(start(podArgs())));
});

test('the unit is given more time than the end of clumon takes', () => {
	expect(Number(unitSetting('TimeoutStopSec')) * 1000).toBeGreaterThan(endMs(start(unitArgs())));
});

test("the pod's memory holds all of its workers at their limit, and one more in a restart", () => {
	const {instances, maxMemoryBytes = Number.NaN} = start(podArgs());
	expect(at(pod, 'containers', 0, 'resources', 'limits', 'memory')).toBe('1Gi');
	expect((instances + 1) * maxMemoryBytes + 150 * 1024 ** 2).toBeLessThanOrEqual(1024 ** 3);
});
