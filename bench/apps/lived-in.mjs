// Listens, and writes LINES_PER_ASK lines for each request, which it answers when they are written.
import {createServer} from 'node:http';
import process from 'node:process';
import {announce, port} from './worker.mjs';

const text = Array.from({length: Number(process.env.LINES_PER_ASK)}, (_, line) => `${line} GET /users 200 12ms\n`).join(
	'',
);

createServer((_request, response) => {
	process.stdout.write(text, () => response.end(String(process.pid)));
}).listen(port, announce);
