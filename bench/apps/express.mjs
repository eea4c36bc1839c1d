import {setTimeout as sleep} from 'node:timers/promises';
import express from 'express';
import {announce, answer, closeOnSignal, delayMs, port} from './worker.mjs';

const app = express();
app.get('/', async (_request, response) => {
	if (delayMs > 0) {
		await sleep(delayMs);
	}
	response.send(answer);
});
const server = app.listen(port, announce);
closeOnSignal(done => server.close(done));
