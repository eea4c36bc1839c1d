import {appFile} from './apps.mjs';
import {Flood} from './flood.mjs';
import {createLoopDelayBetween} from './loop-delay.mjs';
import {median, percentile} from './percentile.mjs';
import {cpuSeconds, mainThreadCpuSeconds, residentBytes} from './proc.mjs';
import {watchScreen} from './watch-screen.mjs';

/**
 * One flood under one of the candidates, as `start` starts it.
 *
 * @returns what was measured of it, by field; undefined where it has no such thing
 */
export async function measureFlood({start, instances, writer, lines}) {
	const flood = new Flood({instances, lines, writer});
	const loop = createLoopDelayBetween({from: flood.goFile, until: flood.endFile});
	const env = {...flood.environment, ...loop.environment};
	let run;
	try {
		const started = await start({app: appFile('lines'), instances, lines, env, folder: flood.folder});
		run = started.run;
		const {pid, terminal} = run;
		const before = {all: cpuSeconds(pid), main: mainThreadCpuSeconds(pid)};
		const screen = terminal === undefined ? undefined : watchScreen(terminal);
		flood.begin();
		const {startedAt, endedAt} = await flood.written();
		const seen = await screen?.end();
		const arrivedAt = started.progress === undefined ? endedAt : await flood.arrived(started);
		const perLine = seconds => (seconds * 1e6) / flood.totalLines;
		return {
			linesPerSecond: flood.totalLines / ((arrivedAt - startedAt) / 1000),
			writeMs: endedAt - startedAt,
			cpuUs: perLine(cpuSeconds(pid) - before.all),
			mainUs: perLine(mainThreadCpuSeconds(pid) - before.main),
			rssBytes: residentBytes(pid),
			lost: countLost(flood, started),
			...(started.hidesLoop ? {} : await loop.read()),
			...(seen === undefined ? {} : summarizeScreen(seen)),
		};
	} finally {
		await run?.close();
		loop.remove();
		flood.remove();
	}
}

/** Undefined where nobody counts: the screen's memory keeps the newest lines only. */
function countLost(flood, {paths, progress}) {
	if (paths !== undefined) {
		return flood.lostLines(paths);
	}
	return progress === undefined ? undefined : flood.totalLines - progress();
}

function summarizeScreen({keyMs, behindMs}) {
	return {
		keyMs: median(keyMs),
		keyMaxMs: Math.max(...keyMs),
		behindMs: percentile(behindMs, 0.95),
		behindMaxMs: Math.max(...behindMs),
	};
}
