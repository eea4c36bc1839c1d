import {mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {request} from './harness/http-request.js';
import {startClumon} from './harness/start-clumon.js';
import {startHeadless} from './harness/start-headless.js';
import {waitForPort, waitForStates} from './harness/worker-table.js';

describe('an app', () => {
	test('in the shape of the node:cluster documentation runs its worker branch, and talks with clumon', async () => {
		const {screen, press} = startClumon(['cluster-docs.cjs', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		expect((await request(await waitForPort(screen))).body).toBe('hello world\n');
		await screen.waitFor(/"cmd":\s*"notifyRequest"/);
		press('m');
		await screen.waitFor(/message/i);
		press('ping', 'enter');
		await screen.waitFor(/"echo":\s*"ping"/);
		expect(screen.text()).not.toContain('this is the primary');
	});

	test('that is a module with a top-level await runs', async () => {
		const {screen} = startClumon(['top-level-await.mjs', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		expect((await request(await waitForPort(screen))).body).toBe('from a module');
	});

	test('may be named without its extension, or by its directory', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'clumon-apps-'));
		onTestFinished(() => rmSync(folder, {recursive: true}));
		writeFileSync(join(folder, 'index.js'), "console.log('found', process.argv[1]); setInterval(() => {}, 1000);");
		for (const app of [folder, join(folder, 'index')]) {
			const clumon = startHeadless([app, '-i', '1']);
			await clumon.waitForLine('stdout', /found /);
			clumon.kill('SIGTERM');
			await clumon.exited;
		}
	});

	test('that never listens is ready all the same', async () => {
		const {screen} = startClumon(['never-listens.js', '-i', '1']);
		await waitForStates(screen, 'ready');
		await screen.waitFor(/working/);
	});

	test('with a syntax error shows it', async () => {
		const {screen} = startClumon(['syntax-error.cjs', '-i', '1']);
		await screen.waitFor(/SyntaxError/);
	});

	test('that exits with 0 is started again', async () => {
		const {screen} = startClumon(['exits-zero.js', '-i', '1']);
		await waitForStates(screen, 'waiting');
	});

	test('that exits with 0 stays down with --no-autorestart', async () => {
		const {screen} = startClumon(['exits-zero.js', '-i', '1', '--no-autorestart']);
		await waitForStates(screen, 'stopped');
		await screen.waitFor(/done at once/);
	});

	test('gets its instance, arguments, variables, node options and folder', async () => {
		const folder = realpathSync(mkdtempSync(join(tmpdir(), 'clumon-apps-')));
		onTestFinished(() => rmSync(folder, {recursive: true}));
		const options = ['--cwd', folder, '--env', 'GREETING=good day', '--node-args', '--no-warnings'];
		const clumon = startHeadless(['prints-environment.js', '-i', '2', ...options, '--', '--port', 'a b']);
		for (const instance of ['0', '1']) {
			const [, json = ''] = await clumon.waitForLine('stdout', new RegExp(`^\\[${instance}\\] (\\{.*)`));
			expect(JSON.parse(json)).toMatchObject({
				instances: [instance, instance],
				greeting: 'good day',
				args: ['--port', 'a b'],
				nodeArgs: ['--no-warnings'],
				cwd: folder,
				isTty: false,
			});
		}
	});
});

/** When somebody else has the port already, it is taken just as well; when they give it up meanwhile, it is taken again. */
async function occupy(port: number): Promise<void> {
	const occupant = createServer();
	let retry: NodeJS.Timeout | undefined;
	occupant.on('error', () => {
		retry = setTimeout(() => occupant.listen(port), 5);
	});
	onTestFinished(() => {
		clearTimeout(retry);
		occupant.close();
	});
	occupant.listen(port);
	await new Promise(resolve => occupant.once('listening', resolve).once('error', resolve));
}

describe('the example', () => {
	test('shows life of its own, also where its port is taken', async () => {
		await occupy(3000);
		const {screen} = startClumon(['../../examples/server.js', '-i', '2']);
		await waitForStates(screen, 'ready', 'ready');
		await screen.waitFor(/port 3000 is taken/);
		const port = await waitForPort(screen);
		expect(port).not.toBe(3000);
		expect((await request(port)).body).toMatch(/^hello from \d+\n$/);
		await screen.waitFor(/GET \/\S* \d{3} \d+ms/);
	});
});

describe('odd output', () => {
	test('is shown, never obeyed', async () => {
		const {screen} = startClumon(['odd-output.js', '-i', '1'], {columns: 120, rows: 35});
		await waitForStates(screen, 'ready');
		await screen.waitFor(/red and plain/);
		await screen.waitFor(/cleared\?/);
		await screen.waitFor(/titled/);
		await screen.waitFor(/left the alternate screen\?/);
		await screen.waitFor(/日本語/);
		await screen.waitFor(/to stderr/);
		expect(screen.isAlternate()).toBe(true);
		expect(screen.bytes()).not.toContain('\u001B]0;a new title');
		expect(screen.text()).toMatch(/^clumon odd-output\.js/);
	});

	test('is passed on as it is where there is no terminal, a last line without its end too', async () => {
		const clumon = startHeadless(['odd-output.js', '-i', '1']);
		await clumon.waitForLine('stdout', /wide 日本語/);
		await clumon.waitForLine('stdout', /long long /);
		clumon.kill('SIGTERM');
		await clumon.exited;
		expect(clumon.stdout()).toContain('\u001B[2J\u001B[Hcleared?\u0007\n');
		expect(clumon.stdout()).toContain(`[0] ${'long '.repeat(10_000)}\n`);
		expect(clumon.stdout()).toContain('é!');
	});

	test('in masses neither stops the keys nor the quitting', async () => {
		const {screen, press, exited, family} = startClumon(['flood.js', '-i', '2', '--', '20000']);
		await waitForStates(screen, 'ready', 'ready');
		await screen.waitFor(/line \d{5}/);
		press('k');
		await waitForStates(screen, 'stopped', 'ready');
		press('q');
		expect((await exited).code).toBe(0);
		await family.gone();
	});
});
