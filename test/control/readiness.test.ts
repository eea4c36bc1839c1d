import {expect, test} from 'vitest';
import {judgeReadiness} from '../../src/control/readiness.js';
import {cluster, instance, MIXED, readyCluster} from '../ui/screen-fixtures.js';

test('one ready instance is enough for one', () => {
	expect(judgeReadiness(MIXED, 1)).toEqual({isReady: true, text: '1 of 4 instances ready, 1 wanted'});
});

test('as many as are wanted must be ready', () => {
	expect(judgeReadiness(MIXED, 2).isReady).toBe(false);
	expect(judgeReadiness(readyCluster(2), 2).isReady).toBe(true);
});

test('a worker that is only online does not count', () => {
	expect(judgeReadiness(cluster([instance(0, {kind: 'online'})]), 1).isReady).toBe(false);
});

test('nothing is ready any more once clumon ends, though the workers still serve', () => {
	const ending = {...readyCluster(2), phase: {kind: 'quitting', step: 'drain', leftMs: 9000}} as const;
	expect(judgeReadiness(ending, 1)).toEqual({isReady: false, text: 'ending: 2 of 2 instances ready, 1 wanted'});
});
