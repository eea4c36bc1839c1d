import {spawn} from 'node:child_process';
import process from 'node:process';
import {onTestFinished} from 'vitest';
import {type ProbeReport, parseProbeReport} from '../../../src/model/probe-report.js';
import {environment, fixtures} from './run-clumon.js';
import {waitFor} from './wait-for.js';

/** Of a number of reports in a row. */
export type Traffic = Pick<ProbeReport, 'started' | 'finished' | 'aborted' | 'inFlight' | 'statusClasses'>;

export type ProbedWorker = {
	readonly reports: () => readonly ProbeReport[];
	/** What the primary has printed: every message of the preload's, and what the app wrote. */
	readonly output: () => string;
	/** Waits until what was reported so far comes to this, and for one more report, in which it could become more. */
	readonly waitForTraffic: (isComplete: (traffic: Traffic) => boolean) => Promise<Traffic>;
};

/** Runs an app of test/fixtures/probe as the one worker of a primary that does nothing but listen to the preload. */
export function startProbe(app: string, ...args: readonly string[]): ProbedWorker {
	const child = spawn(process.execPath, ['probe/primary.mjs', app, ...args], {
		cwd: fixtures,
		env: environment({}),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	const reports = () => text.split('\n').slice(0, -1).flatMap(parseLine);
	const waitForReports = (isEnough: () => boolean) =>
		waitFor(isEnough, {what: 'reports', context: () => text.slice(-5000)});
	return {
		reports,
		output: () => text,
		waitForTraffic: async isComplete => {
			await waitForReports(() => isComplete(sumTraffic(reports())));
			const count = reports().length;
			await waitForReports(() => reports().length > count);
			return sumTraffic(reports());
		},
	};
}

/** What is no report is left out, as clumon leaves it out. */
function parseLine(line: string): readonly ProbeReport[] {
	const {vitals} = line.startsWith('{') ? JSON.parse(line) : {};
	const report = parseProbeReport(vitals);
	return report === undefined ? [] : [report];
}

function sumTraffic(reports: readonly ProbeReport[]): Traffic {
	const sum = (count: (report: ProbeReport) => number) => reports.reduce((total, report) => total + count(report), 0);
	const classes = ([0, 1, 2, 3, 4] as const).map(at => sum(({statusClasses}) => statusClasses[at]));
	const [c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0] = classes;
	return {
		started: sum(({started}) => started),
		finished: sum(({finished}) => finished),
		aborted: sum(({aborted}) => aborted),
		inFlight: reports.at(-1)?.inFlight ?? 0,
		statusClasses: [c1, c2, c3, c4, c5],
	};
}
