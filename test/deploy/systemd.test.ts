import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {readDeployFile, unitSetting} from './deploy-files.js';

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasSystemd)('systemd itself has nothing to say against the unit', () => {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-unit-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	// It looks for the program, and node may be somewhere else here.
	const unit = readDeployFile('systemd/api.service').replace('/usr/bin/node', process.execPath);
	writeFileSync(join(folder, 'api.service'), unit);
	const {status, stderr} = spawnSync('systemd-analyze', ['verify', join(folder, 'api.service')], {encoding: 'utf8'});
	// Faults in other units of this machine are told too.
	expect(stderr.split('\n').filter(line => line.includes('api.service'))).toEqual([]);
	expect(status).toBe(0);
});

test('SIGTERM goes to clumon alone, which ends its workers itself', () => {
	expect(unitSetting('KillMode')).toBe('mixed');
});

test('clumon has nothing to notify systemd of', () => {
	expect(unitSetting('Type')).toBe('exec');
});
