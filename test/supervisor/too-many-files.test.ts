import {expect, it} from 'vitest';
import {explainTooManyFiles} from '../../src/supervisor/too-many-files.js';

const failed = (code: string) => Object.assign(new Error('open failed'), {code});

it.each([
	[30, 'the limit is 30, set a higher one: ulimit -n 1024'],
	[1024, 'the limit is 1024, set a higher one: ulimit -n 4096'],
	[undefined, /the limit is \d+, set a higher one: ulimit -n \d+$/],
])('says what the limit of %s is and what to do', (limit, says) => {
	expect(explainTooManyFiles(failed('EMFILE'), limit)).toMatch(says);
});

it('tells the limit of the system from that of the process', () => {
	expect(explainTooManyFiles(failed('ENFILE'), 1024)).toContain('the whole system');
});

it('has nothing to say of other errors', () => {
	expect(explainTooManyFiles(failed('ENOENT'), 30)).toBeUndefined();
	expect(explainTooManyFiles('EMFILE', 30)).toBeUndefined();
});
