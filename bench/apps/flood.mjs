// Listens, and writes LINES_PER_SECOND numbered lines a second, in bursts.
import {createServer} from 'node:http';
import process from 'node:process';
import {announce, answer, port} from './worker.mjs';

const BURST_MS = 10;
const linesPerMs = Number(process.env.LINES_PER_SECOND ?? 0) / 1000;

createServer((_request, response) => response.end(answer)).listen(port, announce);

// By the clock, as a timer that comes late must not make it fewer.
const startedAt = performance.now();
let written = 0;
setInterval(() => {
	const due = Math.floor((performance.now() - startedAt) * linesPerMs);
	let text = '';
	while (written < due) {
		written += 1;
		text += `${written} GET /users/${written * 31} 200 ${written % 97}ms\n`;
	}
	if (text !== '') {
		process.stdout.write(text);
	}
}, BURST_MS);
