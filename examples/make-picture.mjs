// Makes examples/screen.svg, the picture in the README, from a real run of clumon on the example server:
// `npm run picture`. It drives the screen in a pseudo-terminal as a user would, and draws the cells that it then shows.
import {writeFileSync} from 'node:fs';
import {get} from 'node:http';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {drawTerminal} from './draw-terminal.mjs';

const columns = 112;
const rows = 26;
const path = relative => fileURLToPath(new URL(relative, import.meta.url));

const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
const clumon = spawn(process.execPath, [path('../dist/cli.cjs'), 'server.js', '-i', '4'], {
	name: 'xterm-256color',
	cols: columns,
	rows,
	cwd: path('.'),
	env: {...process.env, COLORTERM: 'truecolor', PORT: '0'},
});
clumon.onData(data => terminal.write(data));

const text = () => {
	const {active} = terminal.buffer;
	return Array.from({length: rows}, (_, y) => active.getLine(y)?.translateToString(true) ?? '').join('\n');
};

async function waitFor(pattern) {
	for (let tries = 0; tries < 600; tries++) {
		const match = pattern.exec(text());
		if (match) {
			return match;
		}
		await sleep(50);
	}
	throw new Error(`the screen never showed ${pattern}:\n${text()}`);
}

const [, port] = await waitFor(/ :(\d+) .* 4\/4 ready/);
// What has gone away on purpose is not an error here.
const visit = route => get({port, path: route, agent: false}, response => response.resume()).on('error', () => {});
const busy = setInterval(() => visit(`/burn?ms=${Math.round(20 + Math.random() ** 3 * 500)}`), 220);

// A minute of a service's life: one worker that grows, one that crashes, one that was stopped, one being replaced.
await sleep(15_000);
visit('/grow?mb=120');
await sleep(8000);
visit('/error');
visit('/crash');
await sleep(12_000);
clumon.write('\x1b[B\x1b[B\x1b[B');
await sleep(500);
clumon.write('k');
await waitFor(/stopped/);
clumon.write('\x1b[A\x1b[A');
for (let i = 0; i < 8; i++) {
	visit('/slow?ms=6000');
}
await sleep(1500);
clumon.write('r');
await waitFor(/draining/);
await sleep(2500);

writeFileSync(
	path('screen.svg'),
	drawTerminal(terminal, {columns, rows, title: 'The screen of clumon with four workers'}),
);
clearInterval(busy);
clumon.write('qqq');
clumon.onExit(() => process.exit(0));
