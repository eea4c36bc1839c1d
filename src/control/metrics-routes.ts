import {METRICS_CONTENT_TYPE} from './prometheus-text.js';
import type {Readiness} from './readiness.js';

export type HttpAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

export type MetricsSources = {
	/** In Prometheus' text format; made only when it is asked for. */
	readonly getMetrics: () => string;
	readonly getReadiness: () => Readiness;
};

const PLAIN = 'text/plain; charset=utf-8';

/** What a request to the metrics port is answered. It has a read side only, and nothing that is secret. */
export function answerMetricsRequest(
	{method, url}: {readonly method?: string | undefined; readonly url?: string | undefined},
	{getMetrics, getReadiness}: MetricsSources,
): HttpAnswer {
	const [path] = (url ?? '').split('?');
	const answer = (status: number, body: string, type = PLAIN): HttpAnswer => ({
		status,
		headers: {'content-type': type, 'cache-control': 'no-store'},
		body,
	});
	if (path !== '/metrics' && path !== '/healthz' && path !== '/readyz') {
		return answer(404, 'not found: there are /metrics, /healthz and /readyz\n');
	}

	if (method !== 'GET' && method !== 'HEAD') {
		const refusal = answer(405, 'only GET and HEAD\n');
		return {...refusal, headers: {...refusal.headers, allow: 'GET, HEAD'}};
	}

	if (path === '/metrics') {
		return answer(200, getMetrics(), METRICS_CONTENT_TYPE);
	}

	// That it is answered at all is what it says.
	if (path === '/healthz') {
		return answer(200, 'ok\n');
	}

	const {isReady, text} = getReadiness();
	return answer(isReady ? 200 : 503, `${text}\n`);
}
