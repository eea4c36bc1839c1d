import {clientCommandTable} from './client-command-table.js';

/** What pm2 calls it. */
const PM2_WORDS: ReadonlyMap<string, string> = new Map([
	['reload', 'restart'],
	['gracefulReload', 'restart'],
	['delete', 'quit'],
	['del', 'quit'],
	['ls', 'list'],
	['ps', 'list'],
	['log', 'logs'],
	['describe', 'status'],
	['desc', 'status'],
	['show', 'status'],
	['info', 'status'],
	['dashboard', 'monit'],
	['dash', 'monit'],
]);

const NAMES = [...clientCommandTable.map(({name}) => name), 'start', 'completion'];

/** The command that is meant by a word that is none: pm2's name for it, or one that was mistyped. */
export function likelyCommand(word: string): string | undefined {
	return PM2_WORDS.get(word) ?? NAMES.find(name => isOneSlipAway(word, name));
}

/** A letter more, less or other, or two that have changed places. */
function isOneSlipAway(typed: string, meant: string): boolean {
	const shorter = Math.min(typed.length, meant.length);
	let start = 0;
	while (start < shorter && typed[start] === meant[start]) {
		start += 1;
	}
	let end = 0;
	while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) {
		end += 1;
	}
	const [wrong, right] = [typed, meant].map(text => text.slice(start, text.length - end)) as [string, string];
	const areSwapped = wrong.length === 2 && wrong === [...right].reverse().join('');
	return areSwapped || Math.max(wrong.length, right.length) === 1;
}
