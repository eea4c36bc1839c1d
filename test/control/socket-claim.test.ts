import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {claimSocket, isListenedOn} from '../../src/control/socket-claim.js';

function createFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'clumon-claim-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

function createTestServer(): Server {
	const server = createServer(socket => socket.destroy());
	onTestFinished(() => void server.close());
	return server;
}

/** As a killed process leaves it: bound once, and nobody listens. */
async function leaveStale(folder: string, name: string): Promise<void> {
	const server = createTestServer();
	await claimSocket(server, {folder, name});
	await new Promise(resolve => server.close(resolve));
	expect(existsSync(join(folder, `${name}.sock`))).toBe(true);
}

test('the first one has the name, the second does not', async () => {
	const folder = createFolder();
	const claim = await claimSocket(createTestServer(), {folder, name: 'a'});
	expect(claim?.path).toBe(join(folder, 'a.sock'));
	expect(await claimSocket(createTestServer(), {folder, name: 'a'})).toBeUndefined();
	expect(await isListenedOn(join(folder, 'a.sock'))).toBe(true);
	expect(readdirSync(folder)).toEqual(['a.sock']);
});

test('a stale one is taken over, by one of many', async () => {
	const folder = createFolder();
	await leaveStale(folder, 'a');
	const claims = await Promise.all([1, 2, 3, 4].map(() => claimSocket(createTestServer(), {folder, name: 'a'})));
	expect(claims.filter(claim => claim !== undefined)).toHaveLength(1);
	expect(await isListenedOn(join(folder, 'a.sock'))).toBe(true);
});

test('a release takes away its own socket only', async () => {
	const folder = createFolder();
	const server = createTestServer();
	const claim = await claimSocket(server, {folder, name: 'a'});
	claim?.release();
	expect(readdirSync(folder)).toEqual([]);
	await claimSocket(createTestServer(), {folder, name: 'a'});
	claim?.release();
	expect(readdirSync(folder)).toEqual(['a.sock']);
});
