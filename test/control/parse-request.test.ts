import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {formatRequest} from '../../src/control/format-request.js';
import {type ControlRequest, type Operation, parseRequest, RequestError} from '../../src/control/parse-request.js';

// Property tests on a slow machine.
vi.setConfig({testTimeout: 60_000});

const get = (url: string) => parseRequest({method: 'GET', url, headers: {}});
const post = (url: string) => parseRequest({method: 'POST', url, headers: {}});

test('a restart without an instance is a rolling reload', () => {
	expect(post('/restart')).toEqual({type: 'operate', request: {type: 'reload'}, wait: true});
	expect(post('/restart?instance=0&wait=0')).toEqual({
		type: 'operate',
		request: {type: 'restart', instance: 0},
		wait: false,
	});
});

test('the log is asked for by lines from the end, or from a line on', () => {
	expect(get('/logs')).toEqual({type: 'logs', instance: undefined, start: {lines: 50}, follow: false, format: 'json'});
	expect(get('/logs?from=7&follow=1&instance=2&format=packed')).toEqual({
		type: 'logs',
		instance: 2,
		start: {from: 7},
		follow: true,
		format: 'packed',
	});
});

test.each([
	['GET', '/nope', 404],
	['GET', '/__proto__', 404],
	['GET', '/constructor', 404],
	['POST', '/status', 405],
	['GET', '/stop', 405],
	['DELETE', '/quit', 405],
	['POST', '/stop?instance=x', 400],
	['POST', '/stop?instance=-1', 400],
	['POST', '/stop?instance=1.5', 400],
	['POST', '/stop?instance=', 400],
	['POST', '/stop?instance=1&instance=2', 400],
	['POST', '/stop?instances=1', 400],
	['POST', '/quit?wait=yes', 400],
	['POST', '/scale', 400],
	['POST', '/profile', 400],
	['POST', '/scale?to=2&by=1', 400],
	['GET', '/logs?lines=2&from=1', 400],
	['GET', '/logs?format=xml', 400],
	['GET', 'http://[', 400],
])('%s %s is refused with %d', (method, url, status) => {
	expect(() => parseRequest({method, url, headers: {}})).toThrow(expect.objectContaining({status}));
});

test('a client of another version is told to use its own clumon', () => {
	const ask = (version: string) => parseRequest({method: 'GET', url: '/status', headers: {'clumon-api': version}});
	expect(ask('1')).toEqual({type: 'status'});
	expect(() => ask('2')).toThrow(/speaks version 1 of its interface, not 2/);
});

const instance = fc.nat({max: 2000});
const operations: fc.Arbitrary<Operation> = fc.oneof(
	fc.record({type: fc.constantFrom('restart' as const, 'profile' as const, 'inspect' as const), instance}),
	fc.record({type: fc.constantFrom('stop' as const, 'disconnect' as const), instance}, {requiredKeys: ['type']}),
	fc.record({type: fc.constant('kill' as const), instance, now: fc.boolean()}, {requiredKeys: ['type', 'now']}),
	fc.record({type: fc.constant('scale' as const), to: fc.nat()}),
	fc.record({type: fc.constant('scale' as const), by: fc.integer({min: -999, max: 999})}),
	fc.constantFrom({type: 'reload' as const}, {type: 'quit' as const}),
);

test('what one side formats, the other reads', () => {
	fc.assert(
		fc.property(operations, fc.boolean(), (request, wait) => {
			const {method, target} = formatRequest(request, {wait});
			expect(parseRequest({method, url: target, headers: {}})).toEqual({type: 'operate', request, wait});
		}),
	);
});

test('whatever is asked is read as one of the requests, or refused with a 4xx', () => {
	const words = fc.constantFrom(
		'/',
		'stop',
		'kill',
		'logs',
		'?',
		'&',
		'=',
		'instance',
		'1',
		'%',
		'..',
		'\0',
		'é',
		'//',
		'#',
	);
	const urls = fc.oneof(
		fc.string(),
		fc.array(words).map(parts => parts.join('')),
		fc.webUrl(),
	);
	fc.assert(
		fc.property(fc.constantFrom('GET', 'POST', 'PUT', undefined), urls, (method, url) => {
			let read: ControlRequest | undefined;
			try {
				read = parseRequest({method, url, headers: {}});
			} catch (error) {
				expect(error).toBeInstanceOf(RequestError);
				const {status} = error as RequestError;
				expect([400, 404, 405]).toContain(status);
			}
			expect(['status', 'events', 'logs', 'operate', 'message', undefined]).toContain(read?.type);
		}),
	);
});
