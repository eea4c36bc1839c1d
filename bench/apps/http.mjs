import {createServer} from 'node:http';
import {announce, answer, closeOnSignal, delayMs, port} from './worker.mjs';

const routes = {
	'/crash'() {
		setImmediate(() => {
			throw new Error('asked to crash');
		});
	},
};

const server = createServer((request, response) => {
	routes[request.url]?.();
	const end = () => response.end(answer);
	if (delayMs > 0) {
		setTimeout(end, delayMs);
	} else {
		end();
	}
});
server.listen(port, announce);
closeOnSignal(done => server.close(done));
