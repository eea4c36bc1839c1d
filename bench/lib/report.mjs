import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describeMachine} from './machine.mjs';
import {median} from './percentile.mjs';

/** Prints rows as a table in Markdown; the first row's keys are its columns. */
export function printTable(rows) {
	console.log(`${formatTable(rows)}\n`);
}

export function formatTable(rows) {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, columns.map(() => '---'), ...rows.map(row => columns.map(column => row[column] ?? ''))];
	const widths = columns.map((_, index) => Math.max(...lines.map(cells => String(cells[index]).length)));
	return lines.map(cells => `| ${cells.map((cell, i) => String(cell).padEnd(widths[i])).join(' | ')} |`).join('\n');
}

/** Where results are kept: CLUMON_BENCH_RESULTS, or `results/`. */
export const resultsFolder = process.env.CLUMON_BENCH_RESULTS ?? fileURLToPath(new URL('../results', import.meta.url));

/**
 * Ends a measurement: keeps what was measured, with the machine that it was measured on, as `<name>.json` in the results'
 * folder, prints what was promised, and makes 1 the exit code where a promise was missed.
 *
 * @param promises as `atLeast` and `atMost` make them
 * @param bars of `formatBarChart`, `lines` of `formatLineChart`, for the page of results
 */
export function conclude({name, results, promises = [], bars = [], lines = []}) {
	mkdirSync(resultsFolder, {recursive: true});
	const kept = {machine: describeMachine(), results, promises, bars, lines};
	writeFileSync(join(resultsFolder, `${name}.json`), `${JSON.stringify(kept, undefined, '\t')}\n`);
	if (promises.length > 0) {
		printTable(
			promises.map(one => ({promise: one.promise, limit: one.limit, measured: one.measured, '': verdict(one)})),
		);
	}
	process.exitCode = promises.every(({isKept}) => isKept) ? 0 : 1;
}

function verdict({isKept}) {
	return isKept ? 'met' : '**missed**';
}

/** `12.3`; `–` for what could not be measured. */
export function formatNumber(value, digits = 1) {
	return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** The median of some values and what they lie between: `12.3 (11.9–14.0)`; `–` of none. */
export function formatSpread(values, digits = 1) {
	const {value, least, greatest} = spread(values);
	return values.length === 0 ? '–' : `${value.toFixed(digits)} (${least.toFixed(digits)}–${greatest.toFixed(digits)})`;
}

/** The same as numbers; NaN and infinities of none. */
export function spread(values) {
	return {value: median(values), least: Math.min(...values), greatest: Math.max(...values)};
}
