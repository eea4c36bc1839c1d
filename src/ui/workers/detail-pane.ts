import type {ClusterSnapshot} from '../../model/snapshot.js';
import type {LogReader} from '../log/log-reader.js';
import {drawSpans, type Span} from '../text/spans.js';
import type {Theme} from '../text/theme.js';
import {detailLines} from './detail-lines.js';
import type {Moment} from './moment.js';

export type DetailPane = {
	readonly snapshot: ClusterSnapshot;
	readonly moment: Moment;
	/** An instance's index. */
	readonly selected: number;
	readonly log: LogReader;
	/** `beside` the table, behind a divider; or in the log's place, under a title. */
	readonly place: 'beside' | 'below';
	/** The first of its lines to be seen. */
	readonly top: number;
	/** PgUp and PgDn scroll it. */
	readonly focused: boolean;
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
};

/** The details of the selected instance, as many as there is room for; what lies below is counted in the last row. */
export function drawDetailPane(pane: DetailPane): readonly string[] {
	const {width, height, theme, place, focused} = pane;
	const lines = linesOf(pane);
	const visible = visibleRows(pane);
	const top = Math.max(0, Math.min(pane.top, lines.length - visible));
	const shown = lines.slice(top, top + visible);
	const below = lines.length - top - shown.length;
	const style = focused ? theme.accent : theme.dim;
	if (place === 'below') {
		return [
			drawSpans(titleSpans(pane, {above: top, below}), {width, theme}),
			...Array.from({length: visible}, (_, row) => drawSpans(shown[row] ?? [], {width, theme})),
		];
	}
	const more: readonly Span[] = [
		{text: `${theme.glyphs.below} ${below + 1} more${focused ? '' : `${theme.glyphs.separator}Tab`}`, style: theme.dim},
	];
	const rows = below > 0 ? [...shown.slice(0, -1), more] : shown;
	const divider: Span = {text: `${theme.glyphs.divider} `, style};
	return Array.from({length: height}, (_, row) => drawSpans([divider, ...(rows[row] ?? [])], {width, theme}));
}

/** How far it can be scrolled. */
export function countDetailOverflow(pane: DetailPane): number {
	return Math.max(0, linesOf(pane).length - visibleRows(pane));
}

/** Rows that all of it would take. */
export function countDetailLines(pane: DetailPane): number {
	return linesOf(pane).length;
}

function linesOf(pane: DetailPane): readonly (readonly Span[])[] {
	const instance = pane.snapshot.instances[pane.selected];
	return instance === undefined ? [] : detailLines(instance, pane);
}

function visibleRows({place, height}: DetailPane): number {
	return place === 'below' ? height - 1 : height;
}

function titleSpans(
	{selected, width, theme}: DetailPane,
	{above, below}: {readonly above: number; readonly below: number},
): readonly Span[] {
	const {glyphs, accent, strong, dim} = theme;
	const title = `details of ${selected}`;
	const hidden = [
		...(above > 0 ? [`${glyphs.above} ${above}`] : []),
		...(below > 0 ? [`${glyphs.below} ${below} more`] : []),
	].join(' ');
	const end = hidden === '' ? '' : ` ${hidden} `;
	const free = width - title.length - end.length - 6;
	return [
		{text: `${glyphs.heavyRule.repeat(2)} `, style: accent},
		{text: title, style: strong},
		{text: ` ${glyphs.heavyRule.repeat(Math.max(0, free))}`, style: accent},
		{text: end, style: dim},
		{text: glyphs.heavyRule.repeat(2), style: accent},
	];
}
