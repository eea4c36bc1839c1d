import type {Mode} from './screen-state.js';

type HelpMode = Extract<Mode, {kind: 'help'}>;

const PAGE_LINES = 8;

/** Scrolls the help page, of which `overflow` lines do not fit on the screen, or closes it. */
export function updateHelp(mode: HelpMode, key: string, overflow: number): Mode {
	const scrollTo = (top: number): Mode => ({kind: 'help', top: Math.max(0, Math.min(overflow, top))});
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
