import type {ProbeReport} from '../model/probe-report.js';

/** Where everything that workers say goes, and what happens to them. */
export type Journal = {
	readonly write: (output: {
		readonly instance: number;
		readonly workerId: number;
		readonly stream: 'stdout' | 'stderr';
		readonly chunk: Buffer;
	}) => void;
	/** What stands after the worker's last line end is a line too. Output that comes after it nevertheless begins anew. */
	readonly endOutput: (worker: {readonly instance: number; readonly workerId: number}) => void;
	readonly message: (message: {
		readonly instance: number;
		readonly workerId: number;
		readonly message: unknown;
	}) => void;
	readonly event: (event: {
		readonly instance: number | undefined;
		readonly workerId: number | undefined;
		readonly text: string;
	}) => void;
	/** The last lines that the worker wrote to stderr, `count` at most. */
	readonly stderrTail: (workerId: number, count: number) => readonly string[];
};

/** Told what a worker's preload reports, once a second from each. */
export type ReportListener = (
	worker: {readonly instance: number; readonly workerId: number},
	report: ProbeReport,
) => void;
