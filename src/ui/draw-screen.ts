import {drawBanner} from './banner.js';
import {drawFooter} from './footer.js';
import {drawHeader, drawSummary} from './header.js';
import {countHelpOverflow, drawHelpPage} from './help-page.js';
import {type BandName, bandsIn, helpPlace, type Layout, usableRows} from './layout.js';
import {drawLogPane} from './log/log-pane.js';
import {countOpenLineOverflow, drawOpenLine} from './log/open-line.js';
import {layoutOf, logPaneOf, type Scene} from './scene.js';
import {drawDetailPane} from './workers/detail-pane.js';
import type {Moment} from './workers/moment.js';
import {detailPaneOf, momentIn, workerTableOf} from './workers/worker-panes.js';
import {drawWorkerTable} from './workers/worker-table.js';

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
	const footer = () =>
		drawFooter({
			state,
			phase: snapshot.phase,
			options: scene.options,
			width,
			overflow: countOverflow(scene),
			theme,
		});
	const page = drawPage(scene);
	if (page !== undefined) {
		return layout.isSummary
			? [full(page)]
			: [full([drawHeader(snapshot, {moment, width, theme})]), full(page), full([footer()])];
	}
	if (layout.isSummary) {
		const isAsking = state.mode.kind !== 'browse' || state.notice !== undefined;
		const summary = full([drawSummary(snapshot, {moment, width, theme})]);
		if (!isAsking) {
			return [summary];
		}
		return usableRows(scene.size) > 1 ? [summary, full([footer()])] : [full([footer()])];
	}
	const draw: Readonly<Record<BandName, () => Band>> = {
		top: () =>
			full([
				drawHeader(snapshot, {moment, width, theme}),
				...drawBanner(snapshot, {width, theme}).slice(0, layout.bannerRows),
			]),
		workers: () => workersBand(scene, moment, layout),
		lower: () => full(lowerPane(scene, moment, layout)),
		footer: () => full([footer()]),
	};
	return bandsIn(layout).map(({name}) => draw[name]());
}

/** What is read instead of the workers and the log. */
function drawPage({state: {mode}, options, size, theme}: Scene): readonly string[] | undefined {
	const place = {theme, ...helpPlace(size)};
	switch (mode.kind) {
		case 'help':
			return drawHelpPage({...place, options, top: mode.top});
		case 'line':
			return drawOpenLine({...place, line: mode.line, top: mode.top});
		default:
			return undefined;
	}
}

function countOverflow({state: {mode}, options, size, theme}: Scene): number {
	const place = {theme, ...helpPlace(size)};
	switch (mode.kind) {
		case 'help':
			return countHelpOverflow({...place, options});
		case 'line':
			return countOpenLineOverflow({...place, line: mode.line});
		default:
			return 0;
	}
}

/** The table, and beside it, on a wide screen, what it has no room for. */
function workersBand(scene: Scene, moment: Moment, layout: Layout): Band {
	const table = workerTableOf(scene, layout, moment);
	const detail = layout.hasDetail ? detailPaneOf(scene, layout, moment) : undefined;
	const lines = drawWorkerTable(table);
	return detail === undefined
		? [{width: table.width, lines}]
		: [
				{width: table.width + 1, lines},
				{width: detail.width, lines: drawDetailPane(detail)},
			];
}

/** The log, or in its place the details. */
function lowerPane(scene: Scene, moment: Moment, layout: Layout): readonly string[] {
	const detail = layout.hasDetail ? undefined : detailPaneOf(scene, layout, moment);
	return detail === undefined ? drawLogPane(logPaneOf(scene, layout)) : drawDetailPane(detail);
}
