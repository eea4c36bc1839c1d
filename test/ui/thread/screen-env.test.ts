import {expect, it} from 'vitest';
import {screenEnv} from '../../../src/ui/thread/screen-env.js';

it('has production React, and nothing of the user’s that would run in the thread', () => {
	const env = {
		DEV: 'true',
		NODE_OPTIONS: '--require ./apm.js',
		NODE_ENV: 'test',
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
	};
	expect(screenEnv(env, 3)).toEqual({
		NODE_ENV: 'production',
		FORCE_COLOR: '3',
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
	});
	expect(env.NODE_ENV).toBe('test');
});
