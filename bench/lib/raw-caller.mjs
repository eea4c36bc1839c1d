import {connect} from 'node:net';
import {TimedOut} from './timed-out.mjs';

/**
 * The same as an http caller with as little work as can be, so that two cores are left to what is measured. Knows
 * Content-Length and `Connection: close`, and nothing else of HTTP.
 */
export function createRawCaller({port, keepAlive, timeoutMs}) {
	const question = `GET / HTTP/1.1\r\nHost: bench\r\n${keepAlive ? '' : 'Connection: close\r\n'}\r\n`;
	let socket;
	return () =>
		new Promise((resolve, reject) => {
			socket ??= connect({port, host: '127.0.0.1', noDelay: true}).setEncoding('latin1');
			const connection = socket;
			let text = '';
			const timer = setTimeout(() => settle(reject, new TimedOut(), false), timeoutMs);
			connection.on('data', take).on('error', fail).on('close', closed);
			connection.write(question);

			function take(chunk) {
				text += chunk;
				const answer = readAnswer(text);
				if (answer !== undefined) {
					const {status, body, close} = answer;
					const keep = keepAlive && !close;
					status === 200 ? settle(resolve, body, keep) : settle(reject, new Error(`status ${status}`), keep);
				}
			}

			function fail(error) {
				settle(reject, error, false);
			}

			function closed() {
				settle(reject, new Error('closed before the answer'), false);
			}

			function settle(how, value, keep) {
				clearTimeout(timer);
				connection.off('data', take).off('error', fail).off('close', closed);
				if (!keep) {
					socket = undefined;
					connection.on('error', ignore).destroy();
				}
				how(value);
			}
		});
}

/** Undefined until it is complete. */
function readAnswer(text) {
	const headEnd = text.indexOf('\r\n\r\n');
	if (headEnd === -1) {
		return undefined;
	}
	const head = text.slice(0, headEnd);
	const body = text.slice(headEnd + 4);
	const length = /\r\ncontent-length: (\d+)/i.exec(head);
	if (length === null || body.length < Number(length[1])) {
		return undefined;
	}
	return {status: Number(head.slice(9, 12)), body, close: /\r\nconnection: close/i.test(head)};
}

/** Of a connection that is given up anyway. */
function ignore() {}
