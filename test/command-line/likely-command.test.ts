import {describe, expect, it} from 'vitest';
import {likelyCommand} from '../../src/command-line/likely-command.js';

describe('a word that is no command', () => {
	it.each([
		['reload', 'restart'],
		['ls', 'list'],
		['stats', 'status'],
		['statu', 'status'],
		['sstatus', 'status'],
		['stqtus', 'status'],
		['restrat', 'restart'],
		['qiut', 'quit'],
		['satrt', 'start'],
	])('%s is taken for %s', (word, command) => {
		expect(likelyCommand(word)).toBe(command);
	});

	it.each(['', 'server', 'api', 'restored', 'status', 'lsit2', 'constructor'])('%j is taken for none', word => {
		expect(likelyCommand(word)).toBeUndefined();
	});
});
