import {type SampleKey, seriesOf} from '../../model/sample.js';
import type {ClusterSnapshot} from '../../model/snapshot.js';
import {levelOf} from '../text/level.js';
import type {Span} from '../text/spans.js';
import {drawSparkline, lastMinute, mean, memoryScale, PERCENT_SCALE, peak} from '../text/sparkline.js';
import type {Theme} from '../text/theme.js';
import {graphEnd, type Moment} from './moment.js';

/** Whose last minute is drawn, and how wide. */
export type GraphOf = {
	readonly index: number;
	readonly width: number;
	readonly snapshot: ClusterSnapshot;
	readonly moment: Moment;
	readonly theme: Theme;
};

/** The peaks of the last minute; what was near a whole core stands out. */
export function cpuGraph(graph: GraphOf): readonly Span[] {
	return drawSparkline(lastMinute(...historyOf('cpuPercent', graph, peak)), {
		scale: PERCENT_SCALE,
		spark: graph.theme.glyphs.spark,
		styleOf: percent => graph.theme.graphLevel[levelOf(percent)],
	});
}

/** The means of the last minute; what is near the limit stands out. */
export function memoryGraph(graph: GraphOf): readonly Span[] {
	const {memoryLimitBytes: limitBytes} = graph.snapshot;
	const values = lastMinute(...historyOf('rssBytes', graph, mean));
	return drawSparkline(values, {
		scale: memoryScale(values, limitBytes),
		spark: graph.theme.glyphs.spark,
		styleOf: bytes => graph.theme.graphLevel[levelOf((bytes / limitBytes) * 100)],
	});
}

function historyOf(
	key: SampleKey,
	{index, width, snapshot, moment}: GraphOf,
	combine: (values: readonly number[]) => number,
): Parameters<typeof lastMinute> {
	// Two cells more than a minute, as the oldest cell may begin before it.
	const recent = moment.samples.slice(-SECONDS_READ);
	return [seriesOf(recent, key, index), {width, at: graphEnd(moment, snapshot), combine}];
}

const SECONDS_READ = 75;
