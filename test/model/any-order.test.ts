import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {ClusterRequest} from '../../src/model/cluster-requests.js';
import {workersOf} from '../../src/model/instance.js';
import type {WorkerEvent} from '../../src/model/instance-events.js';
import type {Worker} from '../../src/model/worker.js';
import {ClusterHarness, SETTINGS} from './cluster-harness.js';

/** What may happen, in any order: `pick` chooses among the workers that live, `instance` may be one that is not. */
type Happening =
	| {readonly kind: 'event'; readonly pick: number; readonly event: WorkerEvent}
	| {readonly kind: 'request'; readonly request: ClusterRequest}
	| {readonly kind: 'time'; readonly ms: number};

const instance = fc.nat({max: 4});
const exits: WorkerEvent[] = [0, 1].map(code => ({type: 'exited', cause: {kind: 'exit', code}, stderrTail: []}));
const lives: WorkerEvent[] = [
	{type: 'online'},
	{type: 'listening', address: ':3000'},
	{type: 'app-ready'},
	{type: 'first-pulse'},
	{type: 'fell-silent', since: 0},
	{type: 'recovered'},
	{type: 'disconnected'},
];
const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('event' as const),
			pick: fc.nat({max: 20}),
			event: fc.constantFrom<WorkerEvent>(...lives, ...exits, ...exits),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('request' as const),
			request: fc.oneof(
				fc.record({type: fc.constantFrom('restart' as const, 'stop' as const, 'disconnect' as const), instance}),
				fc.record({type: fc.constant('kill' as const), instance, now: fc.boolean()}),
				fc.record({type: fc.constant('scale' as const), to: fc.integer({min: 1, max: 4})}),
				fc.constant({type: 'reload' as const}),
			),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('time' as const),
			ms: fc.constantFrom(0, 100, 250, 1000, 5000, 10_000, 30_000),
		}),
	},
);
const settings = fc.record({
	autorestart: fc.boolean(),
	hasPulse: fc.boolean(),
	waitReady: fc.boolean(),
	stopFirst: fc.boolean(),
	parallel: fc.integer({min: 1, max: 3}),
	timeouts: fc.constantFrom(SETTINGS.timeouts, {...SETTINGS.timeouts, lameDuckMs: 1000}),
});

const liveWorkers = ({cluster}: ClusterHarness) => cluster.instances.flatMap(workersOf);

function happens(cluster: ClusterHarness, what: Happening): void {
	switch (what.kind) {
		case 'event': {
			const workers = liveWorkers(cluster);
			const id = workers[what.pick % Math.max(1, workers.length)]?.id;
			if (id !== undefined) {
				cluster.worker(id, what.event);
			}
			return;
		}
		case 'request':
			cluster.request(what.request);
			return;
		case 'time':
			cluster.pass(what.ms);
	}
}

/** From now on the app is well and does as it is told. */
function behave(cluster: ClusterHarness, {id = 0, phase, silence}: Worker): void {
	switch (phase.kind) {
		case 'starting':
		case 'online':
			cluster.ready(id).worker(id, {type: 'app-ready'});
			return;
		case 'ready':
			if (silence !== undefined) {
				cluster.worker(id, {type: 'recovered'});
			}
			return;
		case 'draining':
			if (phase.disconnectAt === undefined) {
				cluster.exits(id, 0);
			}
			return;
		case 'terminating':
		case 'killed':
			cluster.exits(id, 0);
	}
}

it('keeps numbers apart and comes to rest, whatever happens in whatever order', () => {
	fc.assert(
		fc.property(settings, fc.integer({min: 1, max: 4}), fc.array(happening, {maxLength: 80}), (chosen, count, all) => {
			const cluster = new ClusterHarness(count, chosen);
			for (const what of all) {
				happens(cluster, what);
				const {instances} = cluster.cluster;
				expect(instances.map(({index}) => index)).toEqual(instances.map((_, i) => i));
				const refs = liveWorkers(cluster).map(({ref}) => ref);
				expect(new Set(refs).size).toBe(refs.length);
				if (chosen.stopFirst) {
					const running = instances.filter(({place}) => place.kind === 'running');
					expect(running.map(one => workersOf(one).length)).toEqual(running.map(() => 1));
				}
			}
			// Longer than any backoff, drain and time-out.
			for (let second = 0; second < 120; second++) {
				for (const worker of liveWorkers(cluster)) {
					behave(cluster, worker);
				}
				cluster.pass(1000);
			}
			const {instances, reload} = cluster.cluster;
			expect(reload).toBeUndefined();
			for (const {place, retiring} of instances) {
				expect(retiring).toEqual([]);
				expect(['running', 'stopped', 'failed']).toContain(place.kind);
				if (place.kind === 'running') {
					expect(place.replacement).toBeUndefined();
					expect(place.worker.phase.kind).toBe('ready');
				}
			}
		}),
		{numRuns: 300},
	);
});

it('ends when it is told to, whatever has happened before', () => {
	fc.assert(
		fc.property(settings, fc.array(happening, {maxLength: 40}), (chosen, all) => {
			const cluster = new ClusterHarness(2, chosen);
			for (const what of all) {
				happens(cluster, what);
			}
			cluster.request({type: 'quit'});
			// Each is killed in the end, and a killed process ends.
			cluster.pass(15_000);
			for (const {id = 0, phase} of liveWorkers(cluster)) {
				expect(phase.kind).toBe('killed');
				cluster.exits(id);
			}
			expect(cluster.hasEnded).toBe(true);
		}),
		{numRuns: 300},
	);
});
