import {clusterMetrics} from '../../src/control/cluster-metrics.js';
import {primaryMetrics} from '../../src/control/primary-metrics.js';
import type {MetricFamily} from '../../src/control/prometheus-text.js';
import {MIXED} from '../ui/screen-fixtures.js';

/** Every metric that clumon can have. */
export const everyMetric: readonly MetricFamily[] = [
	...primaryMetrics({version: '1.0.0'}),
	...clusterMetrics({...MIXED, outcome: {id: 1, ok: true, text: ''}}, {isReady: true}),
];

const seriesNames = new Set(
	everyMetric.flatMap(({name, type}) =>
		type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
	),
);

/** The metrics that a query asks for and that clumon does not have. */
export function unknownMetrics(query: string): readonly string[] {
	const names = query.match(/\b(clumon|process|nodejs)_\w+/g) ?? [];
	return names.filter(name => !seriesNames.has(name));
}
