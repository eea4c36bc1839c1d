// Listens, writes LINES numbered short lines, `needle-0` to `needle-9` evenly among them, and then the line `all written`.
import {once} from 'node:events';
import {createServer} from 'node:http';
import process from 'node:process';
import {announce, answer, port} from './worker.mjs';

const NEEDLES = 10;
const LINES_AT_ONCE = 1000;
const lines = Number(process.env.LINES);
const between = lines / NEEDLES;

createServer((_request, response) => response.end(answer)).listen(port, announce);

for (let first = 0; first < lines; first += LINES_AT_ONCE) {
	const text = Array.from({length: LINES_AT_ONCE}, (_, index) => lineAt(first + index)).join('');
	if (!process.stdout.write(text)) {
		await once(process.stdout, 'drain');
	}
}
console.log('all written');

function lineAt(number) {
	const isNeedle = number % between === Math.floor(between / 2);
	return isNeedle ? `${number} needle-${Math.floor(number / between)}\n` : `${number} GET /users 200\n`;
}
