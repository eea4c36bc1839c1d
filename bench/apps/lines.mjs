/**
 * Writes LINES lines of 100 bytes, one write for each, as soon as the file named by GO_FILE is there, and then says when it
 * began and ended (epoch, ms) in `<pid>.json` in DONE_DIR. WRITER: `console`, `write` (process.stdout.write) or `batch` (50
 * lines in a write). Each line has its number, the instance and the time, so that who reads it knows how old it is.
 */
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {announce} from './worker.mjs';

/** Then the event loop has a turn, as it has in a service. */
const LINES_A_TURN = 500;
const BATCH_LINES = 50;
const LINE_BYTES = 100;

const total = Number(process.env.LINES);
const instance = process.env.NODE_APP_INSTANCE ?? '0';
const write = {
	console: line => console.log(line),
	write: line => process.stdout.write(`${line}\n`),
	batch: line => {
		batch += `${line}\n`;
		if (++batched === BATCH_LINES) {
			process.stdout.write(batch);
			batch = '';
			batched = 0;
		}
	},
}[process.env.WRITER];
let batch = '';
let batched = 0;
let written = 0;
let startedAt;

announce();
const waiting = setInterval(() => {
	if (existsSync(process.env.GO_FILE)) {
		clearInterval(waiting);
		startedAt = Date.now();
		writeLines();
	}
}, 5);
// Goes on when all is written, as a service would.
setInterval(() => {}, 1e6);

function writeLines() {
	const at = Date.now();
	for (let i = 0; i < LINES_A_TURN && written < total; i++) {
		written += 1;
		write(`${`${written} w${instance} ${at} GET /users/${written * 31} 200`.padEnd(LINE_BYTES - 2, '.')}x`);
	}
	if (written < total) {
		setImmediate(writeLines);
		return;
	}
	// What does not block is written when the callback of the last write says so.
	process.stdout.write('', () => {
		const times = {startedAt, endedAt: Date.now()};
		writeFileSync(join(process.env.DONE_DIR, `${process.pid}.json`), JSON.stringify(times));
	});
}
