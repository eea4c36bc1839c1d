/** Entry of the screen's thread: started by ScreenHost with a ScreenStart. An error that is not caught here ends it. */
import {WriteStream} from 'node:tty';
import {parentPort, workerData} from 'node:worker_threads';
import type {ScreenStart, ToScreen} from './screen-protocol.js';
import {ScreenSession} from './screen-session.js';

const port = parentPort;
if (port === null) {
	throw new Error('screen-thread runs in a worker thread: see ScreenHost');
}

const terminal = openTerminal();
const session = new ScreenSession({
	start: workerData as ScreenStart,
	sink: {write: (sequence, done) => terminal.write(sequence, error => (error ? undefined : done()))},
	post: message => port.postMessage(message),
});
port.on('message', (message: ToScreen) => session.receive(message));

/**
 * A stream of the thread's own, as the thread's process.stdout goes through the main thread. Non-blocking, which Node
 * never makes a terminal by itself: one that does not read would hold the thread, and with it the end of the process.
 */
function openTerminal(): WriteStream {
	const stream: WriteStream & {readonly _handle?: {setBlocking?: (isBlocking: boolean) => void}} = new WriteStream(1);
	stream._handle?.setBlocking?.(false);
	return stream;
}
