import {Buffer} from 'node:buffer';
import {harmless} from '../../logs/harmless.js';
import type {LogLine} from '../../logs/log-block.js';
import {recogniseLine} from '../../logs/recognise-line.js';
import {wrap} from '../text/cells.js';
import {formatBytes, formatExactCount, formatTimeOfDay} from '../text/format.js';
import {withoutSgr} from '../text/styled-text.js';
import type {Theme} from '../text/theme.js';

export type OpenLine = {
	readonly line: LogLine;
	readonly width: number;
	readonly height: number;
	/** The first row to be seen. */
	readonly top: number;
	readonly theme: Theme;
};

/** One line of the log, whole: what is known of it, then its text, JSON as an outline. From row `top` on. */
export function drawOpenLine(page: OpenLine): readonly string[] {
	const rows = openLineRows(page);
	const top = Math.max(0, Math.min(page.top, rows.length - page.height));
	return Array.from({length: page.height}, (_, row) => rows[top + row] ?? '');
}

/** How many of its rows are out of sight. */
export function countOpenLineOverflow(page: Omit<OpenLine, 'top'>): number {
	return Math.max(0, openLineRows(page).length - page.height);
}

function openLineRows({line, width, theme}: Omit<OpenLine, 'top' | 'height'>): readonly string[] {
	const {json} = recogniseLine(line);
	const body = json === undefined ? [shown(line.text, theme)] : outline(json.value, {depth: 0, theme});
	const missing = line.missingBytes === 0 ? [] : [theme.warn(`${formatBytes(line.missingBytes)} more were not kept`)];
	return [theme.dim(describe(line, theme)), '', ...body, ...missing].flatMap(text => wrap(text, Math.max(1, width)));
}

/** `12:04:01.250 · instance 0 · w1 · stderr · 1,234 bytes`. */
function describe({at, origin, text, missingBytes}: LogLine, {glyphs}: Theme): string {
	const bytes = Buffer.byteLength(text) + missingBytes;
	return [
		`${formatTimeOfDay(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`,
		origin.instance === undefined ? 'all instances' : `instance ${origin.instance}`,
		...(origin.workerId === undefined ? [] : [`w${origin.workerId}`]),
		origin.kind,
		`${formatExactCount(bytes)} bytes`,
	].join(glyphs.separator);
}

type Place = {readonly depth: number; readonly theme: Theme};

/** Deeper than anybody reads; what is below stands in one row. */
const MOST_DEPTH = 20;
const INDENT = '  ';

/** A value as rows, the first of which follows its name: `err: {`. A text of several lines (a stack) stands below. */
function outline(value: unknown, {depth, theme}: Place): readonly string[] {
	const inner = INDENT.repeat(depth + 1);
	if (typeof value === 'string' && value.includes('\n')) {
		return ['', ...value.split('\n').map(text => inner + shown(text, theme))];
	}
	if (typeof value !== 'object' || value === null || depth >= MOST_DEPTH) {
		return [shown(JSON.stringify(value), theme)];
	}
	const isList = Array.isArray(value);
	const [open, close] = isList ? '[]' : '{}';
	const rows = Object.entries(value).flatMap(([name, item]) => {
		const [first = '', ...rest] = outline(item, {depth: depth + 1, theme});
		const label = isList ? '' : `${theme.accent(shown(name, theme))}: `;
		return [`${inner}${label}${first}`.trimEnd(), ...rest];
	});
	return rows.length === 0 ? [`${open}${close}`] : [`${open}`, ...rows, `${INDENT.repeat(depth)}${close}`];
}

function shown(text: string, {hasColor}: Theme): string {
	const safe = harmless(text);
	return hasColor ? safe : withoutSgr(safe);
}
