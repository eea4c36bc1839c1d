import {Agent, request} from 'node:http';
import {TimedOut} from './timed-out.mjs';

/** One connection's worth of node:http. Each call asks for `/` and resolves with the body; nothing is tried again. */
export function createHttpCaller({port, keepAlive, timeoutMs, path = '/'}) {
	const agent = new Agent({keepAlive, maxSockets: 1});
	return () =>
		new Promise((resolve, reject) => {
			const asked = request({port, host: '127.0.0.1', path, agent}, response => {
				let body = '';
				response.setEncoding('utf8');
				response.on('data', chunk => {
					body += chunk;
				});
				response.on('error', fail);
				response.on('end', () => {
					clearTimeout(timer);
					if (response.statusCode === 200) {
						resolve(body);
					} else {
						reject(new Error(`status ${response.statusCode}`));
					}
				});
			});
			const timer = setTimeout(() => asked.destroy(new TimedOut()), timeoutMs);
			asked.on('error', fail);
			asked.end();

			function fail(error) {
				clearTimeout(timer);
				reject(error);
			}
		});
}
