import {describe, expect, test, vi} from 'vitest';
import {answerMetricsRequest} from '../../src/control/metrics-routes.js';

function sources(isReady = true) {
	return {getMetrics: vi.fn(() => 'up 1\n'), getReadiness: () => ({isReady, text: '1 of 2 instances ready, 1 wanted'})};
}

describe('the metrics port', () => {
	test('answers a scrape in the text format', () => {
		const answer = answerMetricsRequest({method: 'GET', url: '/metrics?x=1'}, sources());
		expect(answer).toMatchObject({status: 200, body: 'up 1\n'});
		expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
	});

	test('lives as long as it answers, whatever the instances do', () => {
		expect(answerMetricsRequest({method: 'GET', url: '/healthz'}, sources(false))).toMatchObject({status: 200});
	});

	test.each([
		[true, 200],
		[false, 503],
	])('with readiness %s answers %i, and why', (isReady, status) => {
		const answer = answerMetricsRequest({method: 'GET', url: '/readyz'}, sources(isReady));
		expect(answer).toMatchObject({status, body: '1 of 2 instances ready, 1 wanted\n'});
	});

	test.each([['/'], ['/metrics/'], ['/..'], [''], [undefined]])('has nothing at %s', url => {
		const answer = answerMetricsRequest({method: 'GET', url}, sources());
		expect(answer.status).toBe(404);
		expect(answer.body).toContain('/metrics');
	});

	test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', undefined])('refuses %s, and makes no metrics for it', method => {
		const asked = sources();
		const answer = answerMetricsRequest({method, url: '/metrics'}, asked);
		expect(answer.status).toBe(405);
		expect(answer.headers['allow']).toBe('GET, HEAD');
		expect(asked.getMetrics).not.toHaveBeenCalled();
	});
});
