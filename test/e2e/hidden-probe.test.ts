import {expect, test} from 'vitest';
import {startHeadless} from './harness/start-headless.js';

/**
 * What an app can see of the probe, and nothing else: that somebody listens on channels that are there to be listened on,
 * that node has one internal listener more, and what node has loaded of its own. Besides, out of reach of JavaScript:
 * the process's command line has `--require`, and stdout and stderr are blocking.
 */
test.each([[[]], [['--scheduling', 'os']]])('an app sees nothing of the probe but what has to be %j', async options => {
	const probed = await look(...options);
	const bare = await look('--no-probe', ...options);
	expect(probed).toEqual({
		...bare,
		process: {
			...bare.process,
			listeners: bare.process.listeners.map(([name, count]) => [name, count + (name === 'internalMessage' ? 1 : 0)]),
		},
		modules: {...bare.modules, builtin: expect.arrayContaining([...bare.modules.builtin])},
		subscribed: [
			'http.server.request.start',
			'http.server.response.finish',
			'http2.server.stream.start',
			'http2.server.stream.close',
		],
	});
	const {env} = probed;
	expect(env).toContain('CLUMON_INSTANCE');
	expect(env).not.toContain('PIDUSAGE_SILENT');
	const {builtin} = probed.modules;
	expect(builtin.filter(name => !/^(?:NativeModule|Internal Binding) /.test(name))).toEqual([]);
});

type Seen = {
	readonly env: readonly string[];
	readonly process: {readonly listeners: ReadonlyArray<readonly [name: string, count: number]>};
	readonly modules: {readonly builtin: readonly string[]};
};

async function look(...options: readonly string[]): Promise<Seen> {
	const clumon = startHeadless(['probe/shows-all.cjs', '-i', '1', ...options, '--', 'argument']);
	const [, seen = ''] = await clumon.waitForLine('stdout', /^\[0\] seen (\{.*)/);
	return JSON.parse(seen);
}
