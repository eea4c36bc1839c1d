import type {TerminalScreen} from './terminal-screen.js';

/** One row of the worker table, as a reader sees it. A narrow screen leaves out the worker's id and pid. */
export type WorkerRow = {
	readonly selected: boolean;
	readonly instance: number;
	readonly workerId: number | undefined;
	readonly pid: number | undefined;
	readonly state: string;
	/** All right of the state: up, restarts, CPU, memory. */
	readonly rest: string;
};

/** The rows of the instances; the second rows, of replacements and the like, have no number and are left out. */
export function workerRows(text: string): WorkerRow[] {
	return text.split('\n').flatMap(line => {
		const {mark, instance, id, pid, state, rest = ''} = rowPattern.exec(line)?.groups ?? {};
		return state === undefined
			? []
			: [
					{
						selected: mark !== undefined,
						instance: Number(instance),
						workerId: optionalNumber(id),
						pid: optionalNumber(pid),
						state,
						rest: rest.trim(),
					},
				];
	});
}

const rowPattern =
	/^ *(?<mark>[▸>])? *(?<instance>\d+) +(?:(?:w(?<id>\d+)|[–-]) +(?:(?<pid>\d+)|[–-]) +)?\S+ (?<state>starting|online|ready|draining|stopping|waiting|stopped|failed)\b(?<rest>.*)/;

function optionalNumber(text: string | undefined): number | undefined {
	return text === undefined ? undefined : Number(text);
}

/** Waits until the table has as many rows as states are given, with these states. */
export function waitForStates(screen: TerminalScreen, ...states: string[]): Promise<WorkerRow[]> {
	return screen.waitFor(
		text => {
			const rows = workerRows(text);
			return rows.map(({state}) => state).join() === states.join() && rows;
		},
		`instances that are ${states.join(', ')}`,
	);
}

/** Waits until the row of an instance is as wanted. */
export function waitForRow(
	screen: TerminalScreen,
	instance: number,
	isWanted: (row: WorkerRow) => boolean,
): Promise<WorkerRow> {
	return screen.waitFor(
		text => workerRows(text).find(row => row.instance === instance && isWanted(row)),
		`instance ${instance} with ${isWanted}`,
	);
}

/** The port in the header. */
export async function waitForPort(screen: TerminalScreen): Promise<number> {
	const [, port] = await screen.waitFor(/^clumon .*?:(\d+)/);
	return Number(port);
}
