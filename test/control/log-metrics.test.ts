import {expect, test} from 'vitest';
import {LogLineCounts} from '../../src/control/log-metrics.js';
import {formatMetrics} from '../../src/control/prometheus-text.js';
import {LogRecorder} from '../../src/logs/log-recorder.js';
import {LogStore} from '../../src/logs/log-store.js';

test('lines are counted by instance and stream, over restarts; what clumon says itself is not', () => {
	const counts = new LogLineCounts();
	const recorder = new LogRecorder({store: new LogStore({maxLines: 2}), now: () => 0});
	recorder.onBlock(block => counts.add(block));
	const write = (instance: number, workerId: number, stream: 'stdout' | 'stderr') =>
		recorder.write({instance, workerId, stream, chunk: Buffer.from('a\nb\n')});
	write(0, 1, 'stdout');
	write(0, 3, 'stdout');
	write(0, 1, 'stderr');
	write(1, 2, 'stdout');
	recorder.event({instance: 1, text: 'ready'});
	recorder.event({text: 'reload'});
	expect(formatMetrics(counts.metrics()).split('\n').slice(2)).toEqual([
		'clumon_log_lines_total{index="0",stream="stdout"} 4',
		'clumon_log_lines_total{index="0",stream="stderr"} 2',
		'clumon_log_lines_total{index="1",stream="stdout"} 2',
		'clumon_log_lines_total{index="1",stream="stderr"} 0',
		'',
	]);
});
