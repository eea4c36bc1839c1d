import type {LogLine} from '../../logs/log-block.js';
import {isAtLeast, type LogLevel} from '../../logs/log-level.js';
import {recogniseLine} from '../../logs/recognise-line.js';
import type {Style, Theme} from '../text/theme.js';
import {levelStyle} from './json-row.js';

/** How a line is told from others, whatever its own colours are: by the cell before its text, and by how loud it is. */
export type LineKind = {
	/** One cell. */
	readonly sign: string;
	/** Of its text. */
	readonly style: Style;
};

/** Of what was written to stdout and stderr the sign shows the level, too; what nobody asks for is dim. */
export function lineKind(line: LogLine, theme: Theme): LineKind {
	const {accent, critical, dim, plain, glyphs} = theme;
	switch (line.origin.kind) {
		case 'event':
			return line.origin.isTrouble ? {sign: critical(glyphs.error), style: critical} : {sign: ' ', style: dim};
		case 'message':
			return {sign: accent(glyphs.message), style: plain};
		case 'stderr': {
			const {level} = recogniseLine(line);
			return {sign: levelStyle(level, theme)(glyphs.stderr), style: textStyle(line, level, theme)};
		}
		case 'stdout': {
			const {level} = recogniseLine(line);
			return {sign: levelSign(level, theme), style: textStyle(line, level, theme)};
		}
	}
}

function levelSign(level: LogLevel, theme: Theme): string {
	const {error, warning} = theme.glyphs;
	const sign = isAtLeast(level, 'error') ? error : level === 'warn' ? warning : ' ';
	return sign === ' ' ? sign : levelStyle(level, theme)(sign);
}

/** A line with colours of its own keeps to them. */
function textStyle({text}: LogLine, level: LogLevel, {dim, plain}: Theme): Style {
	return isAtLeast(level, 'info') || text.includes('\x1b') ? plain : dim;
}
