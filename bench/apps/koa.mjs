import {setTimeout as sleep} from 'node:timers/promises';
import Koa from 'koa';
import {announce, answer, closeOnSignal, delayMs, port} from './worker.mjs';

const app = new Koa();
app.use(async context => {
	if (delayMs > 0) {
		await sleep(delayMs);
	}
	context.body = answer;
});
const server = app.listen(port, announce);
closeOnSignal(done => server.close(done));
