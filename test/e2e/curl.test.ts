import {spawn, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {expect, test} from 'vitest';
import {createHome, environment} from './harness/run-clumon.js';
import {startHeadless} from './harness/start-headless.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** The commands of the README's block that has curl in it, one a line. */
function readmeExamples(): string[] {
	const blocks = readFileSync('README.md', 'utf8').matchAll(/```sh\n(.*?)```/gs);
	return (
		[...blocks]
			.map(([, block = '']) => block)
			.find(block => block.includes('curl'))
			?.trim()
			.split('\n') ?? []
	);
}

test.runIf(hasCurl)('the examples of the README work as printed', async () => {
	const home = createHome();
	const clumon = startHeadless(['echo.js', '-i', '1', '--name', 'app.js'], {env: {HOME: home, XDG_RUNTIME_DIR: home}});
	await clumon.waitForLine('stderr', /w1 ready/);
	const [setting = '', ...examples] = readmeExamples();
	const answers = await Promise.all(
		examples.map(
			example =>
				new Promise<string>(resolve => {
					const shell = spawn('sh', ['-c', `${setting}\n${example}`], {
						env: environment({HOME: home, XDG_RUNTIME_DIR: home}),
					});
					let text = '';
					shell.stdout.on('data', chunk => {
						text += chunk;
					});
					shell.on('close', code => resolve(`${code} ${text}`));
				}),
		),
	);
	expect(answers).toEqual([
		expect.stringMatching(/^0 \{.*"name":"app\.js"/),
		expect.stringMatching(/^0 \{"time":.*"line":"w1 forked/),
		expect.stringMatching(/"ok":true,"message":"instance 0: w2 is ready, pid \d+"\}\n$/),
		expect.stringMatching(/^0 \{"type":"result","ok":true,"message":"sent to w\d/),
	]);
	await clumon.waitForLine('stdout', /\{"echo":\{"type":"refresh"\}/);
});

test('a clumon without --metrics listens on no TCP port of its own', async () => {
	const home = createHome();
	const clumon = startHeadless(['echo.js', '-i', '1'], {env: {HOME: home, XDG_RUNTIME_DIR: home}});
	await clumon.waitForLine('stderr', /w1 ready/);
	const listening = ['tcp', 'tcp6'].flatMap(table =>
		readFileSync(`/proc/${clumon.pid}/net/${table}`, 'utf8')
			.split('\n')
			.slice(1)
			.map(line => line.trim().split(/ +/))
			.filter(([, , , state]) => state === '0A')
			.map(fields => `socket:[${fields[9]}]`),
	);
	const own = readdirSync(`/proc/${clumon.pid}/fd`).map(fd => readlinkSync(`/proc/${clumon.pid}/fd/${fd}`));
	expect(own.filter(link => link.startsWith('socket:'))).not.toEqual([]);
	expect(own.filter(link => listening.includes(link))).toEqual([]);
});
