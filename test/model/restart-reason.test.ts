import {expect, test} from 'vitest';
import {replaceFor} from '../../src/model/cluster-requests.js';
import {NO_RESTARTS} from '../../src/model/restart-reason.js';
import {ClusterHarness} from './cluster-harness.js';

const restart = {type: 'restart', instance: 0} as const;

function reasons(cluster: ClusterHarness) {
	const [instance] = cluster.snapshot();
	expect(Object.values(instance?.restartsByReason ?? {}).reduce((sum, count) => sum + count, 0)).toBe(
		instance?.restarts,
	);
	return instance?.restartsByReason;
}

test('the first worker replaced none', () => {
	expect(reasons(new ClusterHarness(1).ready(1))).toEqual(NO_RESTARTS);
});

test('a crash is counted when its replacement is forked', () => {
	expect(reasons(new ClusterHarness(1).ready(1).exits(1))).toEqual({...NO_RESTARTS, crash: 1});
});

test('a request is counted when the new worker takes over, and not when it fails', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request(restart);
	expect(reasons(cluster)).toEqual(NO_RESTARTS);
	cluster.exits(2);
	expect(reasons(cluster)).toEqual(NO_RESTARTS);
	cluster.request(restart);
	cluster.ready(3);
	expect(reasons(cluster)).toEqual({...NO_RESTARTS, request: 1});
});

test('a crash after a request that failed is a crash', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request(restart);
	cluster.exits(2).exits(1);
	expect(reasons(cluster)).toEqual({...NO_RESTARTS, crash: 1});
});

test('starting a stopped instance is a request', () => {
	const cluster = new ClusterHarness(1).ready(1);
	cluster.request({type: 'kill', instance: 0});
	cluster.exits(1);
	cluster.request(restart);
	expect(reasons(cluster)).toEqual({...NO_RESTARTS, request: 1});
});

test.each([{stopFirst: false}, {stopFirst: true}])('a hang is no crash, with %j', settings => {
	const cluster = new ClusterHarness(1, settings).ready(1).pass(10_000);
	cluster.worker(1, {type: 'fell-silent', since: cluster.at - 10_000}).pass(20_000);
	if (settings.stopFirst) {
		cluster.worker(1, {type: 'exited', cause: {kind: 'signal', signal: 'SIGTERM'}, stderrTail: []});
	} else {
		cluster.ready(2);
	}
	expect(reasons(cluster)).toEqual({...NO_RESTARTS, hang: 1});
});

test('a worker over its memory limit is replaced for that', () => {
	const {cluster, at} = new ClusterHarness(1).ready(1);
	const step = replaceFor(cluster, {instance: 0, reason: '300M resident', at});
	expect(step.cluster.instances[0]?.restartReason).toBe('memory');
});
