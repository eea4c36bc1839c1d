import type {ScreenOptions} from '../start-options.js';
import {ACTIONS, type Action, type Focus} from './actions.js';
import type {Glyphs} from './text/glyphs.js';

/** Actions that are described as one (`+ -` scale). */
export type KeyEntry = {
	readonly action: Action;
	/** Of all of them. */
	readonly keys: readonly string[];
	/** The first of each; the digits, which are one. */
	readonly mainKeys: readonly string[];
};

type KeyOptions = Pick<ScreenOptions, 'readOnly' | 'vim' | 'attached'>;

/** What a key does where the focus is; undefined when nothing. */
export function findAction(key: string, focus: Focus, options: KeyOptions): Action | undefined {
	return availableActions(options).find(
		action =>
			(action.focus === undefined || action.focus === (focus === 'log' ? 'log' : 'table')) &&
			(keysOf(action, options).includes(key) || action.silentKeys?.includes(key) === true),
	);
}

/** The list as people read it: with these options, and with pairs as one. */
export function keyEntries(options: KeyOptions): readonly KeyEntry[] {
	const entries: {readonly action: Action; keys: string[]; mainKeys: string[]}[] = [];
	for (const action of availableActions(options)) {
		const keys = keysOf(action, options);
		const previous = entries.at(-1);
		if (action.description === undefined && previous !== undefined) {
			previous.keys.push(...keys);
			previous.mainKeys.push(...mainKeysOf(keys));
		} else {
			entries.push({action, keys: [...keys], mainKeys: [...mainKeysOf(keys)]});
		}
	}
	return entries;
}

/** Keys as they stand on a keyboard: `↑ ↓`, `PgUp`, `0-9`, `Ctrl-C`. */
export function keyLabels(keys: readonly string[], glyphs: Glyphs): readonly string[] {
	return isEveryDigit(keys) ? ['0-9'] : keys.map(key => keyLabel(key, glyphs));
}

function keyLabel(key: string, glyphs: Glyphs): string {
	if (key.startsWith('ctrl-')) {
		return `Ctrl-${key.slice('ctrl-'.length).toUpperCase()}`;
	}
	const words: Readonly<Record<string, string>> = {
		up: glyphs.up,
		down: glyphs.down,
		left: glyphs.leftwards,
		right: glyphs.rightwards,
		enter: 'Enter',
		tab: 'Tab',
		escape: 'Esc',
		home: 'Home',
		end: 'End',
		pageup: 'PgUp',
		pagedown: 'PgDn',
	};
	return words[key] ?? key;
}

/** Those that there are on this screen, with these options. */
export function availableActions({readOnly, attached}: KeyOptions): readonly Action[] {
	const missing = attached ? 'here' : 'elsewhere';
	return ACTIONS.filter(action => action.only !== missing && !(readOnly && action.changes));
}

function keysOf(action: Action, {vim}: KeyOptions): readonly string[] {
	return (vim ? action.vimKeys : undefined) ?? action.keys;
}

function mainKeysOf(keys: readonly string[]): readonly string[] {
	return isEveryDigit(keys) ? keys : keys.slice(0, 1);
}

function isEveryDigit(keys: readonly string[]): boolean {
	return keys.join('') === '0123456789';
}
