import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus, totalmem, version} from 'node:os';
import process from 'node:process';
import {median} from './percentile.mjs';

/** Prints rows as a table in Markdown; the first row's keys are its columns. */
export function printTable(rows) {
	const columns = Object.keys(rows[0] ?? {});
	const lines = [columns, columns.map(() => '---'), ...rows.map(row => columns.map(column => row[column] ?? ''))];
	const widths = columns.map((_, index) => Math.max(...lines.map(cells => String(cells[index]).length)));
	for (const cells of lines) {
		console.log(`| ${cells.map((cell, index) => String(cell).padEnd(widths[index])).join(' | ')} |`);
	}
	console.log();
}

/** Keeps what was measured, with the machine that it was measured on, as `results/<name>.json`. */
export function saveResults(name, results) {
	const folder = new URL('../results', import.meta.url);
	mkdirSync(folder, {recursive: true});
	const machine = {
		at: new Date().toISOString(),
		node: process.versions.node,
		cpu: cpus()[0]?.model,
		cores: cpus().length,
		memoryBytes: totalmem(),
		system: version(),
	};
	writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({machine, results}, undefined, '\t')}\n`);
}

/** `12.3`; `–` for what could not be measured. */
export function formatNumber(value, digits = 1) {
	return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** The median of some values and what they lie between: `12.3 (11.9–14.0)`; `–` of none. */
export function formatSpread(values, digits = 1) {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return values.length === 0
		? '–'
		: `${median(values).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
