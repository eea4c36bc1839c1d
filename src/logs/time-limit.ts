import vm from 'node:vm';

/**
 * Runs pure code that may take for ever, as a regular expression can, and gives it up after `limitMs`: then it answers
 * undefined. V8 looks for its watchdog also while a regular expression backtracks (Node 20 to 26). Costs 60 to 130 µs, for
 * the watchdog's thread. Whatever the code was changing when it was given up is half done: use nothing of it.
 */
export function runWithLimit<Result>(limitMs: number, run: () => Result): {readonly result: Result} | undefined {
	let result: {readonly result: Result} | undefined;
	sandbox.run = () => {
		result = {result: run()};
	};
	try {
		script.runInContext(sandbox, {timeout: limitMs});
		return result;
	} catch (error) {
		if (isTimeout(error)) {
			return undefined;
		}

		throw error;
	} finally {
		sandbox.run = undefined;
	}
}

const sandbox: vm.Context & {run: (() => void) | undefined} = Object.assign(vm.createContext({}), {run: undefined});
const script = new vm.Script('run()');

/** The error is the sandbox's own, so it is no `Error` of ours. */
function isTimeout(error: unknown): boolean {
	return (
		typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
	);
}
