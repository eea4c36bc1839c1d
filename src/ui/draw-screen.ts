import {drawBanner} from './banner.js';
import {drawDetailPane} from './detail-pane.js';
import {drawFooter} from './footer.js';
import {drawHeader, drawSummary} from './header.js';
import {countHelpOverflow, drawHelpPage} from './help-page.js';
import {helpPlace, type Layout} from './layout.js';
import {drawLogPane} from './log-pane.js';
import type {Moment} from './moment.js';
import {layoutOf, logPaneOf, momentIn, type Scene} from './scene.js';
import {placeColumns, tableWidth} from './table-columns.js';
import {drawWorkerTable} from './worker-table.js';

/** A block of the screen: lines of at most `width` cells. */
export type PaneLines = {readonly width: number; readonly lines: readonly string[]};

/** Panes side by side. */
export type Band = readonly PaneLines[];

/** The whole screen, band below band, in at most one row less than the terminal has. */
export function drawScreen(scene: Scene): readonly Band[] {
	const {snapshot, state, theme} = scene;
	const layout = layoutOf(scene);
	const moment = momentIn(scene);
	const width = layout.columns;
	const full = (lines: readonly string[]): Band => [{width, lines}];
	const help = {options: scene.options, theme, ...helpPlace(scene.size)};
	const footer = () =>
		drawFooter({
			state,
			phase: snapshot.phase,
			options: scene.options,
			width,
			helpOverflow: state.mode.kind === 'help' ? countHelpOverflow(help) : 0,
			theme,
		});
	if (state.mode.kind === 'help') {
		const page = drawHelpPage({...help, top: state.mode.top});
		return layout.isSummary
			? [full(page)]
			: [full([drawHeader(snapshot, {moment, width, theme})]), full(page), full([footer()])];
	}
	if (layout.isSummary) {
		const isAsking = state.mode.kind !== 'browse' || state.notice !== undefined;
		return [full([isAsking ? footer() : drawSummary(snapshot, {moment, width, theme})])];
	}
	const top = [
		drawHeader(snapshot, {moment, width, theme}),
		...drawBanner(snapshot, {width, theme}).slice(0, layout.bannerRows),
	];
	return [
		full(top),
		...(layout.tableRows > 0 ? [workersBand(scene, moment, layout)] : []),
		...(layout.logRows > 0 ? [full(drawLogPane(logPaneOf(scene, layout)))] : []),
		full([footer()]),
	];
}

/** Cells that the detail pane gets at least, its divider included. */
const LEAST_DETAIL = 36;

/** The table, and beside it, on a wide screen, what it has no room for. */
function workersBand(scene: Scene, moment: Moment, {columns, tableRows, hasDetail}: Layout): Band {
	const {snapshot, state, log, theme} = scene;
	const placed = placeColumns(snapshot, hasDetail ? columns - LEAST_DETAIL - 1 : columns);
	const width = hasDetail ? tableWidth(placed) : columns;
	const {selected, focus} = state;
	const table = drawWorkerTable({
		snapshot,
		moment,
		columns: placed,
		selected,
		focused: focus === 'table',
		width,
		height: tableRows,
		theme,
	});
	if (!hasDetail) {
		return [{width, lines: table}];
	}
	const detailWidth = columns - width - 1;
	const detail = drawDetailPane({snapshot, moment, selected, log, width: detailWidth, height: tableRows, theme});
	return [
		{width: width + 1, lines: table},
		{width: detailWidth, lines: detail},
	];
}
