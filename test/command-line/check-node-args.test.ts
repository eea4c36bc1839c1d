import {describe, expect, it} from 'vitest';
import {checkNodeArgs} from '../../src/command-line/check-node-args.js';

describe('checkNodeArgs', () => {
	it('takes what node takes, and runs nothing of it', () => {
		expect(() => checkNodeArgs([])).not.toThrow();
		expect(() => checkNodeArgs(['--import', 'a-module-that-is-nowhere', '--inspect', 'nowhere.js'])).not.toThrow();
	});

	it('says which option node does not know', () => {
		expect(() => checkNodeArgs(['--import', 'tsx', '--no-such-option'])).toThrow(
			/^--node-args must be options of node [\d.]+, got "--import tsx --no-such-option" \(bad option: --no-such-option\); node --help lists them$/,
		);
	});

	it('says what is wrong with the value of one', () => {
		expect(() => checkNodeArgs(['--max-old-space-size=much'])).toThrow(
			/\(illegal value for flag --max-old-space-size=much/,
		);
	});
});
