import type {Mode} from './screen-state.js';

export type PageMode = Extract<Mode, {kind: 'help' | 'line'}>;

const PAGE_LINES = 8;

/** Scrolls a page (help, a line of the log), of which `overflow` lines do not fit on the screen, or closes it. */
export function updateHelp(mode: PageMode, key: string, overflow: number): Mode {
	const scrollTo = (top: number): Mode => scrollPage(mode, {top, overflow});
	switch (key) {
		case 'up':
		case 'k':
			return scrollTo(mode.top - 1);
		case 'down':
		case 'j':
			return scrollTo(mode.top + 1);
		case 'pageup':
			return scrollTo(mode.top - PAGE_LINES);
		case 'pagedown':
		case ' ':
			return scrollTo(mode.top + PAGE_LINES);
		case 'home':
		case 'g':
			return scrollTo(0);
		case 'end':
		case 'G':
			return scrollTo(overflow);
		// Not the end of clumon: who reads a page means the page.
		case 'q':
		case '?':
		case 'escape':
		case 'enter':
			return {kind: 'browse'};
		default:
			return mode;
	}
}

export function scrollPage(
	mode: PageMode,
	{top, overflow}: {readonly top: number; readonly overflow: number},
): PageMode {
	return {...mode, top: Math.max(0, Math.min(overflow, top))};
}
