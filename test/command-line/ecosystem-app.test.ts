import {describe, expect, test} from 'vitest';
import {pickEcosystemApp} from '../../src/command-line/ecosystem-app.js';

const two = {apps: [{name: 'api', script: 'api.js'}, {script: './jobs/worker.js'}]};

function pick(content: unknown, only?: string) {
	return pickEcosystemApp(content, {file: 'ecosystem.config.js', only});
}

describe('the app of an ecosystem file', () => {
	test.each([
		['a list under apps', {apps: [{name: 'api', script: 'api.js'}]}],
		['one app under apps', {apps: {name: 'api', script: 'api.js'}}],
		['a list', [{name: 'api', script: 'api.js'}]],
		['an app', {name: 'api', script: 'api.js'}],
	])('is found where the file holds %s', (_, content) => {
		expect(pick(content).name).toBe('api');
	});

	test('is the one that is asked for', () => {
		expect(pick(two, 'api').fields.get('script')).toBe('api.js');
	});

	test('is called like its script when it has no name', () => {
		expect(pick(two, 'worker.js').fields.get('script')).toBe('./jobs/worker.js');
	});

	test('may have its fields in camel case, and its sets of variables in any', () => {
		const {fields} = pick({script: 'a.js', maxMemoryRestart: '1G', env_euWest: {A: 1}});
		expect([...fields.keys()]).toEqual(['script', 'max_memory_restart', 'env_euWest']);
	});
});

describe('without an app to run', () => {
	test('several are listed', () => {
		expect(() => pick(two)).toThrow(
			'ecosystem.config.js has 2 apps, one clumon runs one: --only <name> with api, worker.js',
		);
	});

	test('a wrong name is told with the right ones', () => {
		expect(() => pick(two, 'web')).toThrow(
			'--only: no app is called "web" in ecosystem.config.js, which has api, worker.js',
		);
	});

	test.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{apps: 5}],
		[{apps: [null]}],
		[{apps: [{name: 'api'}]}],
		[{apps: [{script: 7}]}],
		[() => ({apps: []})],
	])('%s is told', content => {
		expect(() => pick(content)).toThrow(
			"ecosystem.config.js has no apps: [{script: …}] as pm2 reads it, name the app's own file",
		);
	});

	test('an empty list is told', () => {
		expect(() => pick({apps: []})).toThrow('ecosystem.config.js has an empty list of apps');
	});
});
