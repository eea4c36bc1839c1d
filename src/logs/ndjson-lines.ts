import {Buffer} from 'node:buffer';
import {decodeBlock} from './block-lines.js';
import type {LogBlock} from './log-block.js';

/** The fields of a line of `--json`, for documentation. */
export const ndjsonFields = [
	{name: 'time', type: 'string', meaning: 'when the line arrived: ISO 8601, UTC, milliseconds'},
	{
		name: 'type',
		type: 'string',
		meaning:
			'`stdout`, `stderr`: written by a worker; `message`: sent with process.send; `event`: what became of an instance; `lost`: lines are missing here',
	},
	{name: 'instance', type: 'number', meaning: '0…N-1; absent where it is about the whole cluster'},
	{name: 'worker', type: 'number', meaning: 'the worker.id; absent where it is about no one worker'},
	{
		name: 'line',
		type: 'string',
		meaning:
			'the text as it was written, control sequences included, without its line end; of a message its JSON; bytes that are no UTF-8 are U+FFFD',
	},
	{
		name: 'missingBytes',
		type: 'number',
		meaning: 'how much of a line past 64 MiB was cut off; absent when it is whole',
	},
	{name: 'lines', type: 'number', meaning: 'of `lost`: how many lines, as the reader was too slow'},
] as const;

/** The lines of a block, each an object with the fields of `ndjsonFields` in that order. All but the text is formatted once. */
export function formatBlockAsJson(block: LogBlock): Buffer {
	const {at, origin, missingBytes} = block;
	const head = JSON.stringify({
		time: new Date(at).toISOString(),
		type: origin.kind,
		instance: origin.instance,
		worker: origin.workerId,
	});
	const start = `${head.slice(0, -1)},"line":`;
	const end = missingBytes === 0 ? '}\n' : `,"missingBytes":${missingBytes}}\n`;
	return Buffer.from(
		decodeBlock(block)
			.map(({text}) => start + JSON.stringify(text) + end)
			.join(''),
	);
}

/** What stands where lines were lost, as the reader was too slow. `at`: epoch, ms. */
export function describeLossAsJson(lines: number, at: number): string {
	return `${JSON.stringify({time: new Date(at).toISOString(), type: 'lost', lines})}\n`;
}
