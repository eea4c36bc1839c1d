import {expect, it} from 'vitest';
import {createReloadTrigger} from '../src/reload-trigger.js';

it('is due when a batch of changes has settled', () => {
	const trigger = createReloadTrigger();
	expect(trigger.dueAt()).toBeUndefined();
	trigger.change('a.js', 1000);
	trigger.change('b.js', 1200);
	expect(trigger.dueAt()).toBe(1500);
	trigger.change('a.js', 1400);
	expect(trigger.dueAt()).toBe(1700);
	expect(trigger.decide()).toEqual({kind: 'reload', files: ['a.js', 'b.js']});
	expect(trigger.dueAt()).toBeUndefined();
});

it('is due three seconds after the first change at the latest', () => {
	const trigger = createReloadTrigger();
	for (let at = 0; at < 2900; at += 100) {
		trigger.change('app.log', at);
	}
	expect(trigger.dueAt()).toBe(3000);
});

/** Reloads of which each has its workers write `file`. Returns what was decided of each. */
function goRound(trigger: ReturnType<typeof createReloadTrigger>, {file, from}: {file: string; from: number}) {
	const verdicts: string[] = [];
	for (let at = from; verdicts.at(-1) !== 'ignore' && verdicts.length < 20; at += 2000) {
		trigger.change(file, at);
		verdicts.push(trigger.decide().kind);
		trigger.reloadEnded(at + 1500);
	}
	return verdicts;
}

it('goes round with an app that writes a file at each start a few times, and then counts that file no more', () => {
	const trigger = createReloadTrigger();
	expect(goRound(trigger, {file: 'state.json', from: 0})).toEqual([...new Array<string>(5).fill('reload'), 'ignore']);
	trigger.change('state.json', 60_000);
	expect(trigger.dueAt()).toBeUndefined();
	trigger.change('app.js', 60_000);
	expect(trigger.decide()).toEqual({kind: 'reload', files: ['app.js']});
});

it('counts it again once an operator reloads', () => {
	const trigger = createReloadTrigger();
	goRound(trigger, {file: 'state.json', from: 0});
	trigger.forgive();
	trigger.change('state.json', 60_000);
	expect(trigger.dueAt()).toBe(60_300);
});

it('takes no saves of a person, some seconds apart, for going round', () => {
	const trigger = createReloadTrigger();
	for (let save = 0; save < 50; save++) {
		const at = save * 4000;
		trigger.change('app.js', at);
		expect(trigger.decide().kind).toBe('reload');
		trigger.reloadEnded(at + 1500);
	}
});
