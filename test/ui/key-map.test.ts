import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {ACTIONS} from '../../src/ui/actions.js';
import {availableActions, findAction, keyEntries, keyLabels} from '../../src/ui/key-map.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../src/ui/text/glyphs.js';

const OPTIONS = {readOnly: false, vim: false};

describe('the list of actions', () => {
	it.each([OPTIONS, {readOnly: false, vim: true}, {...OPTIONS, attached: true} as const])(
		'gives no key two meanings (%o)',
		options => {
			for (const focus of ['table', 'log'] as const) {
				const actions = availableActions(options).filter(action => (action.focus ?? focus) === focus);
				const keys = actions.flatMap(action => [
					...((options.vim ? action.vimKeys : undefined) ?? action.keys),
					...(action.silentKeys ?? []),
				]);
				expect(new Set(keys).size).toBe(keys.length);
				expect(keys.every(key => findAction(key, focus, options) !== undefined)).toBe(true);
			}
		},
	);

	it('has q leave a screen elsewhere, and not end the cluster', () => {
		expect(findAction('q', 'table', OPTIONS)?.id).toBe('quit');
		expect(findAction('q', 'table', {...OPTIONS, attached: true})?.id).toBe('detach');
		expect(findAction('ctrl-c', 'log', {...OPTIONS, readOnly: true, attached: true})?.id).toBe('detach');
	});

	it('has each action once', () => {
		expect(new Set(ACTIONS.map(({id}) => id)).size).toBe(ACTIONS.length);
	});

	it('asks with --confirm before r k K d R - q', () => {
		expect(ACTIONS.filter(({confirm}) => confirm).map(({keys}) => keys[0])).toEqual([
			'r',
			'k',
			'K',
			'd',
			'R',
			'-',
			'q',
		]);
	});
});

describe('keyEntries', () => {
	it('has pairs as one', () => {
		const entries = keyEntries(OPTIONS);
		expect(entries.find(({action}) => action.id === 'scale-up')?.keys).toEqual(['+', '-']);
		expect(entries.find(({action}) => action.id === 'line-up')).toMatchObject({
			keys: ['up', 'k', 'down', 'j'],
			mainKeys: ['up', 'down'],
		});
		expect(entries.some(({action}) => action.id === 'scale-down')).toBe(false);
	});

	it('leaves out what --read-only takes away', () => {
		const entries = keyEntries({readOnly: true, vim: false});
		expect(entries.some(({action}) => action.changes)).toBe(false);
		expect(entries.some(({action}) => action.id === 'quit')).toBe(true);
	});
});

it('keys are called what stands on them', () => {
	expect(keyLabels(['up', 'pageup', 'escape', 'ctrl-c', 'r', '?'], UNICODE_GLYPHS)).toEqual([
		'↑',
		'PgUp',
		'Esc',
		'Ctrl-C',
		'r',
		'?',
	]);
	expect(keyLabels(['up'], ASCII_GLYPHS)).toEqual(['Up']);
	expect(keyLabels([...'0123456789'], UNICODE_GLYPHS)).toEqual(['0-9']);
});

it("the README's table has every key", () => {
	const readme = readFileSync('README.md', 'utf8');
	const table = readme.slice(readme.indexOf('## Keys'), readme.indexOf('## Options'));
	const named = new Set([...table.matchAll(/`([^`]+)`/g)].flatMap(([, keys = '']) => keys.split(' ')));
	const keys = ACTIONS.flatMap(action => (action.keys.length > 1 && action.keys[0] === '0' ? [] : action.keys));
	const missing = keyLabels(keys, UNICODE_GLYPHS).filter(label => !named.has(label));
	expect(missing).toEqual([]);
});
