/** One metric with its samples, as Prometheus' text format has them. */
export type MetricFamily = {
	readonly name: string;
	readonly type: 'counter' | 'gauge' | 'histogram';
	readonly help: string;
	readonly samples: readonly MetricSample[];
};

export type MetricSample = {
	/** What a histogram's parts are told by. */
	readonly suffix?: '_bucket' | '_sum' | '_count';
	readonly labels?: Labels;
	readonly value: number;
};

export type Labels = Readonly<Record<string, string | number>>;

/** The media type of what `formatMetrics` writes. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Writes metrics in Prometheus' text format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). One without samples is left out.
 */
export function formatMetrics(families: readonly MetricFamily[]): string {
	return families
		.filter(({samples}) => samples.length > 0)
		.map(formatFamily)
		.join('');
}

function formatFamily({name, type, help, samples}: MetricFamily): string {
	let text = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;
	for (const {suffix = '', labels, value} of samples) {
		text += `${name}${suffix}${formatLabels(labels)} ${formatValue(value)}\n`;
	}
	return text;
}

function formatLabels(labels: Labels = {}): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(String(value))}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeHelp(text: string): string {
	return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
	return /[\\"\n]/.test(text) ? escapeHelp(text).replaceAll('"', '\\"') : text;
}

/** As Go reads a float. */
function formatValue(value: number): string {
	if (Number.isFinite(value) || Number.isNaN(value)) {
		return String(value);
	}
	return value > 0 ? '+Inf' : '-Inf';
}
