import {expect, test} from 'vitest';
import {pickClumon} from '../../src/commands/pick-clumon.js';
import type {Found} from '../../src/control/find-clumons.js';
import {readyCluster} from '../ui/screen-fixtures.js';

const running = (name: string, script: string): Found => ({
	path: `/run/${name}.sock`,
	status: {...readyCluster(1), name, script, version: '1.0.0', logLines: 100},
});
const api = running('api', '/srv/api/server.js');
const shop = running('shop', '/srv/shop/server.js');
const mute: Found = {path: '/run/mute.sock', status: undefined, problem: 'it does not answer'};

const pick = (found: readonly Found[], name?: string) => pickClumon(found, {name, cwd: '/srv/shop'});

test('without a name it is the only one', () => {
	expect(pick([api])).toBe(api);
});

test('a name beats a path, and a path a file name', () => {
	const odd = running('server.js', '/elsewhere/app.js');
	expect(pick([api, shop, odd], 'server.js')).toBe(odd);
	expect(pick([api, shop], 'server.js')).toBe(shop);
	expect(pick([api, shop], '../api/server.js')).toBe(api);
	expect(pick([api, odd], 'server')).toBe(api);
});

test('one that does not answer can be named, and that is said', () => {
	expect(() => pick([api, mute], 'mute')).toThrow('the clumon mute cannot be asked: it does not answer');
});

test('with none and with the wrong name the error says what there is', () => {
	expect(() => pick([])).toThrow('no clumon runs: clumon app.js starts one');
	expect(() => pick([], 'api')).toThrow('no clumon named "api" runs: none runs');
	expect(() => pick([api, mute], 'apo')).toThrow('no clumon named "apo" runs: there is api, mute');
});
