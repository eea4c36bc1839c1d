import process from 'node:process';
import pidusage from 'pidusage';
import {afterEach, expect, it, vi} from 'vitest';
import {createPidusageProbe, silencePidusage} from '../../src/sampler/pidusage-probe.js';

vi.mock('pidusage', async original => {
	const {default: real} = await original<{default: typeof pidusage}>();
	return {default: vi.fn(real)};
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

/** No system gives so high a pid (Linux: 2^22). */
const NOBODY = 2 ** 22 + 1;

// The first of all readings, as pidusage asks once only.
it('says nothing where there is no getconf, and measures all the same', async () => {
	const written = vi.spyOn(console, 'error').mockReturnValue();
	vi.stubEnv('PIDUSAGE_SILENT', undefined);
	vi.stubEnv('PATH', '/nowhere');
	expect(silencePidusage()).toEqual({PIDUSAGE_SILENT: undefined});
	const readings = await createPidusageProbe()([process.pid]);
	expect(readings.get(process.pid)?.rssBytes).toBeGreaterThan(1024 ** 2);
	expect(written).not.toHaveBeenCalled();
});

it('leaves out a process that is gone, be it the only one or among others', async () => {
	const probe = createPidusageProbe();
	expect(await probe([NOBODY])).toEqual(new Map());
	expect([...(await probe([NOBODY, process.pid])).keys()]).toEqual([process.pid]);
});

it('passes on every other error', async () => {
	const error = Object.assign(new Error('EMFILE: too many open files'), {code: 'EMFILE'});
	vi.mocked(pidusage).mockRejectedValueOnce(error);
	await expect(createPidusageProbe()([process.pid])).rejects.toBe(error);
});
