import {setTimeout as sleep} from 'node:timers/promises';
import Fastify from 'fastify';
import {announce, answer, closeOnSignal, delayMs, port} from './worker.mjs';

const app = Fastify();
app.get('/', async () => {
	if (delayMs > 0) {
		await sleep(delayMs);
	}
	return answer;
});
await app.listen({port, host: '0.0.0.0'});
announce();
closeOnSignal(done => app.close().then(done));
