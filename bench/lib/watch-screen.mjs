import {setTimeout as sleep} from 'node:timers/promises';

const UP = '\u001B[A';
const DOWN = '\u001B[B';

/** Of a line of apps/lines.mjs: the time when it was written; epoch, ms. */
const TIME = / w\d+ (\d{13}) GET /g;

/** While a flood runs: presses keys and sees how soon they show, and how old the newest line is whenever something is painted. */
export function watchScreen(terminal) {
	const keyMs = [];
	const behindMs = [];
	let isOver = false;
	const stop = terminal.onPaint(() => {
		const times = [...terminal.text().matchAll(TIME)].map(([, time]) => Number(time));
		if (times.length > 0) {
			behindMs.push(Date.now() - Math.max(...times));
		}
	});
	const pressing = press();

	async function press() {
		while (!isOver) {
			// In no step with the screen's frames.
			await sleep(100 + Math.random() * 100);
			const selected = selectedRow(terminal);
			const isShown = () => selectedRow(terminal) !== selected;
			const keys = selected === 0 ? DOWN : UP;
			const ms = await terminal.timePaint({keys, isShown});
			if (!isOver) {
				keyMs.push(ms ?? Number.POSITIVE_INFINITY);
			}
		}
	}

	return {
		/** Of the time until now. */
		async end() {
			isOver = true;
			stop();
			await pressing;
			return {keyMs, behindMs};
		},
	};
}

/** The number of the instance that is selected. */
function selectedRow(terminal) {
	const row = terminal.rows().find(text => text.startsWith('▸'));
	return row === undefined ? undefined : Number.parseInt(row.slice(1), 10);
}
