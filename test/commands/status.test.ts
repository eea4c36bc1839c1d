import {expect, test} from 'vitest';
import {formatStatus} from '../../src/commands/status.js';
import {cluster, instance, NOON, worker} from '../ui/screen-fixtures.js';

test('shows every worker with its figures, why others are not there, and how workers have ended', () => {
	const traffic = {requestsPerSecond: 629, errorsPerSecond: 0, inFlight: 3, p50Ms: 4, p95Ms: 12, p99Ms: 31};
	const vitals = {
		traffic,
		lagMs: 1,
		utilisation: 0.4,
		heapUsedBytes: 1e6,
		heapLimitBytes: 1e9,
		externalBytes: 0,
		handles: 3,
	};
	const exits = [
		{workerId: 2, pid: 7, at: NOON, upMs: 2000, reason: 'exit 1: \u001B[2JError: x', unexpected: true},
		{workerId: undefined, pid: undefined, at: NOON, upMs: 0, reason: 'SIGTERM', unexpected: false},
	];
	const snapshot = cluster([
		instance(
			0,
			{kind: 'ready'},
			{
				workers: [
					worker({id: 5, pid: 48_213, vitals}),
					worker({id: 1, pid: 48_000, role: 'retiring', state: {kind: 'draining'}, silentMs: 3000}),
				],
			},
		),
		instance(1, {kind: 'failed', reason: 'exit 1 ×11: Error: x', stderrTail: []}, {restarts: 11, exits}),
	]);
	const status = {...snapshot, version: '1.0.0', script: '/srv/app.js', logLines: 100};
	expect(formatStatus(status)).toBe(`\
app :3000 · 1/2 ready · up 2h14m · pid 4711 · node 22.11.0 · /srv/app.js

#  ID    PID  STATE                 UP  RST  CPU   MEM  REQ/S   P95  LAG
0  w5  48213  ready              2h14m    0  42%  118M    629  12ms  1ms
   w1  48000  draining, hung 3s  2h14m       42%  118M      –     –    –  retiring
1  –       –  failed                 –   11    –     –      –     –    –  exit 1 ×11: Error: x

exits
#  ID  AT        AFTER  WHY
1  w2  12:30:00     2s  exit 1: ^[[2JError: x
1  –   12:30:00     0s  SIGTERM, as asked
`);
});
