import type {MetricsOptions} from '../start-options.js';
import {invalid, parsePositiveInteger} from './parse-option-value.js';
import type {StartOptionValues} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** Where nobody but this machine can ask, unless a host is named. */
const DEFAULT_HOST = '127.0.0.1';

export function resolveMetrics(
	{metrics, readyMin}: Pick<StartOptionValues, 'metrics' | 'readyMin'>,
	instances: number,
): MetricsOptions | undefined {
	if (metrics === undefined) {
		if (readyMin !== undefined) {
			throw new UsageError('missing-value', '--ready-min is for /readyz, which needs --metrics: add --metrics 9464');
		}

		return undefined;
	}

	return {...parseMetricsAddress(metrics), readyMin: readyMin === undefined ? 1 : parseReadyMin(readyMin, instances)};
}

/** `9464`, `0.0.0.0:9464`, `localhost:9464`, `[::1]:9464`. */
function parseMetricsAddress(text: string): Pick<MetricsOptions, 'host' | 'port'> {
	const [, ipv6, name, digits = ''] = /^(?:(?:\[([\da-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(text) ?? [];
	const port = Number(digits);
	if (digits === '' || port > 65_535) {
		throw invalid('--metrics', 'a port or host:port, such as 9464 or 0.0.0.0:9464', text);
	}

	return {host: ipv6 ?? name ?? DEFAULT_HOST, port};
}

function parseReadyMin(text: string, instances: number): number {
	const wanted = parsePositiveInteger('--ready-min', text);
	if (wanted > instances) {
		throw invalid('--ready-min', `at most ${instances}, the number of instances`, text);
	}

	return wanted;
}
