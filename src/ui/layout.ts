import type {ScreenSize} from './terminal/screen-size.js';

/** What goes where: rows from the top, all of them as wide as the screen. */
export type Layout = {
	readonly columns: number;
	/** One line that says it all, where there is no room for more. */
	readonly isSummary: boolean;
	readonly bannerRows: number;
	/** The table with its head; 0: none. The detail pane beside it is as high. */
	readonly tableRows: number;
	readonly hasDetail: boolean;
	/** Lines of the log without its title; 0: no log pane. */
	readonly logRows: number;
};

export type LayoutNeeds = {
	readonly size: ScreenSize;
	/** Rows that the table would take, without its head. */
	readonly wantedTableRows: number;
	readonly bannerRows: number;
	readonly zoomed: boolean;
	/** From how many columns on there is room for details beside the table. */
	readonly detailColumns: number;
	/** The details are read: beside the table they get as much as it can. */
	readonly detailFocused: boolean;
};

const LEAST_COLUMNS = 40;
const LEAST_ROWS = 6;
/** So many workers have their row before the log gets its half. */
const SURE_WORKERS = 4;
/** Header and footer. */
const FRAME_ROWS = 2;
/** The table's head and the log's title. */
const TITLE_ROWS = 2;

/**
 * Ink clears the whole terminal on each frame that is as high as it (node_modules/ink/build/ink.js, isFullscreen), so
 * one row stays empty; only where there is no more than one row, it is used.
 */
export function usableRows({rows}: ScreenSize): number {
	return Math.max(1, rows - 1);
}

/** The table gets the rows that it needs, up to half of what there is; the log has the rest. */
export function computeLayout({
	size,
	wantedTableRows,
	bannerRows,
	zoomed,
	detailColumns,
	detailFocused,
}: LayoutNeeds): Layout {
	const columns = Math.max(1, size.columns);
	if (isTiny(size)) {
		return {columns, isSummary: true, bannerRows: 0, tableRows: 0, hasDetail: false, logRows: 0};
	}
	const banner = Math.min(bannerRows, Math.floor((usableRows(size) - FRAME_ROWS) / 3));
	const body = usableRows(size) - FRAME_ROWS - banner;
	const common = {columns, isSummary: false, bannerRows: banner};
	if (zoomed) {
		return {...common, tableRows: 0, hasDetail: false, logRows: body - 1};
	}
	const lines = body - TITLE_ROWS;
	if (lines < 2) {
		return {...common, tableRows: body, hasDetail: false, logRows: 0};
	}
	const hasDetail = columns >= detailColumns;
	const mostRows = Math.min(lines - 1, Math.max(SURE_WORKERS, Math.floor(lines / 2)));
	const wanted = Math.max(1, wantedTableRows, hasDetail ? (detailFocused ? mostRows : Math.floor(lines / 3)) : 0);
	const workers = Math.min(wanted, mostRows);
	return {...common, tableRows: workers + 1, hasDetail, logRows: lines - workers};
}

/** `top`: the header and the banner; `lower`: the log, or in its place the details. */
export type BandName = 'top' | 'workers' | 'lower' | 'footer';

/** The bands of a screen that is more than a summary, from the top, and how many rows each has. */
export function bandsIn({bannerRows, tableRows, logRows}: Layout): readonly {name: BandName; rows: number}[] {
	return [
		{name: 'top', rows: 1 + bannerRows},
		...(tableRows > 0 ? [{name: 'workers', rows: tableRows} as const] : []),
		...(logRows > 0 ? [{name: 'lower', rows: 1 + logRows} as const] : []),
		{name: 'footer', rows: 1},
	];
}

/** Where the help page is seen: between header and footer, or instead of all. */
export function helpPlace(size: ScreenSize): {readonly width: number; readonly height: number} {
	return {width: Math.max(1, size.columns), height: usableRows(size) - (isTiny(size) ? 0 : FRAME_ROWS)};
}

function isTiny({columns, rows}: ScreenSize): boolean {
	return columns < LEAST_COLUMNS || rows < LEAST_ROWS;
}
