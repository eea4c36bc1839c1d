import {describe, expect, it} from 'vitest';
import type {ClusterSnapshot} from '../../src/model/snapshot.js';
import {drawHeader, drawSummary} from '../../src/ui/header.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {momentOf} from '../../src/ui/workers/moment.js';
import {cluster, instance, MIXED, NOON, readyCluster, samplesOf} from './screen-fixtures.js';

const theme = createTheme({colorLevel: 0, ascii: false});
const header = (snapshot: ClusterSnapshot, width = 200) => drawHeader(snapshot, {moment, width, theme});
const moment = momentOf([], undefined);
const reloading = {...readyCluster(4), phase: {kind: 'reloading', done: 1, total: 4}} as const;

describe('the header', () => {
	it('says all where there is room, and the most important where there is not', () => {
		expect(header(reloading)).toBe(
			'clumon app.js :3000 · node 22.11.0 · up 2h14m · 4/4 ready · 1.7 of 8 cores · 472M of 2G · reload 1/4 ▰▱▱▱',
		);
		expect(header(reloading, 80)).toBe(
			'clumon app.js :3000 · 4/4 ready · 1.7 of 8 cores · 472M of 2G · reload 1/4 ▰▱▱▱',
		);
		expect(header(reloading, 60)).toBe('clumon app.js :3000 · 4/4 ready · 472M · reload 1/4');
		expect(header(reloading, 40)).toBe('clumon app.js · 4/4 ready · reload 1/4');
		expect(header(readyCluster(4), 40)).toBe('clumon app.js :3000 · 4/4 ready · 472M');
	});

	it('has the name beside the file where it is another', () => {
		expect(header({...MIXED, name: 'api', app: 'dist/server.js'}, 40)).toMatch(/^clumon api \(dist\/server\.js\)/);
		expect(header({...MIXED, name: 'server', app: 'dist/server.js'}, 80)).toMatch(/^clumon dist\/server\.js /);
	});

	it.each([
		[{kind: 'quitting', step: 'drain', leftMs: 8200}, 'ending, 4 workers left, SIGTERM in 9s'],
		[{kind: 'quitting', step: 'drain', leftMs: undefined}, 'ending, 4 workers left'],
		[{kind: 'quitting', step: 'terminate', leftMs: 4000}, 'ending, 4 workers left, SIGKILL in 4s'],
		[{kind: 'quitting', step: 'kill', leftMs: undefined}, 'ending, 4 workers left, SIGKILL sent'],
	] as const)('counts down to the end (%o)', (phase, text) => {
		expect(header({...readyCluster(4), phase}, 80)).toContain(` · ${text} · `);
	});

	it('has the traffic of all, and what of it there is room for', () => {
		const traffic = {requestsPerSecond: 629.3, errorsPerSecond: 2, inFlight: 4, p50Ms: 4, p95Ms: 12, p99Ms: 31};
		const snapshot = {...readyCluster(4), traffic};
		expect(header(snapshot)).toContain('4/4 ready · 629 req/s · 2 err/s · p50 4 p95 12 p99 31ms · 1.7 of 8 cores');
		expect(header(snapshot, 80)).toContain('4/4 ready · 629 req/s · 2 err/s · p95 12ms · 472M');
		expect(header({...snapshot, traffic: {...traffic, p99Ms: 1200}})).toContain('p50 4ms p95 12ms p99 1.2s');
	});

	it('says that the figures are those of another time, and when there are none of it', () => {
		const samples = samplesOf([{cpuPercent: 70, rssBytes: 2 ** 20, requestsPerSecond: 300}, {requestsPerSecond: 20}]);
		const at = (ms: number) => drawHeader(readyCluster(2), {moment: momentOf(samples, NOON - ms), width: 120, theme});
		expect(at(35_000)).toContain('now 2/2 ready · at 12:29:25, 35s ago · 320 req/s · 0.7 of 8 cores · 1M of 2G');
		expect(at(35_000)).toContain(' · up 2h13m · ');
		expect(at(600_000)).toMatch(/2\/2 ready · no samples at 12:20:00$/);
	});

	it('draws a long reload in proportion', () => {
		const phase = {kind: 'reloading', done: 32, total: 64} as const;
		expect(header({...readyCluster(64), phase})).toContain('reload 32/64 ▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱');
	});

	it('shows by colour how many are ready, beside the number', () => {
		const colors = createTheme({colorLevel: 1, ascii: false});
		const draw = (snapshot: ClusterSnapshot) => drawHeader(snapshot, {moment, width: 80, theme: colors});
		expect(draw(readyCluster(2))).toContain(colors.ok('2/2 ready'));
		expect(draw(cluster([instance(0, {kind: 'starting'})]))).toContain(colors.warn('0/1 ready'));
		expect(draw(MIXED)).toContain(colors.critical('1/4 ready'));
	});
});

it('the summary begins with how many are ready', () => {
	expect(drawSummary(reloading, {moment, width: 39, theme})).toBe('4/4 ready · reload 1/4 · 472M');
	expect(drawSummary(reloading, {moment, width: 20, theme})).toBe('4/4 ready');
	expect(drawSummary(reloading, {moment, width: 24, theme})).toBe('4/4 ready · reload 1/4');
});
