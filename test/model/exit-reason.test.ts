import {describe, expect, it} from 'vitest';
import {describeCause, type ExitCause, explainStderr, formatCause} from '../../src/model/exit-reason.js';

const heapFull = ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'];

describe('the cause of an end', () => {
	it.each<[ExitCause, readonly string[], string, string]>([
		[{kind: 'exit', code: 3}, [], 'exit 3', 'exited with code 3'],
		[{kind: 'signal', signal: 'SIGSEGV'}, [], 'SIGSEGV', 'was killed by SIGSEGV'],
		[{kind: 'signal', signal: 'SIGABRT'}, [], 'aborted', 'ended: aborted (SIGABRT)'],
		[{kind: 'signal', signal: 'SIGABRT'}, heapFull, 'out of memory', 'ended: out of memory (SIGABRT)'],
		[
			{kind: 'signal', signal: 'SIGKILL', byKernel: true},
			[],
			"killed by the kernel's OOM killer",
			"ended: killed by the kernel's OOM killer (SIGKILL)",
		],
		[{kind: 'spawn-error', message: 'EMFILE'}, [], 'spawn failed: EMFILE', 'could not be started: EMFILE'],
	])('of %j is told in a word and in a sentence', (cause, stderrTail, short, sentence) => {
		expect(formatCause(cause, stderrTail)).toBe(short);
		expect(describeCause(cause, stderrTail)).toBe(sentence);
	});
});

describe('what stderr says', () => {
	it.each([
		[
			'the error above a stack',
			['x.js:1', 'TypeError: x is not a function', '    at x.js:1', 'Node.js v20.0.0'],
			'TypeError: x is not a function',
		],
		['an error of the app', ['DatabaseError: no route', '    at y'], 'DatabaseError: no route'],
		['an error with a code', ['node:internal:1', 'Error [ERR_X]: odd'], 'Error [ERR_X]: odd'],
		[
			'a port in use',
			['Error: listen EADDRINUSE: address already in use :::3000', '    at z'],
			'port in use: 3000 (EADDRINUSE)',
		],
		[
			'a socket in use',
			['Error: listen EADDRINUSE: address already in use /run/a.sock'],
			'port in use: /run/a.sock (EADDRINUSE)',
		],
		['a port in use, as a worker is told', ['Error: bind EADDRINUSE null:3000'], 'port in use: 3000 (EADDRINUSE)'],
		[
			'a port it may not have, as a worker is told',
			['Error: bind EACCES null:80'],
			'not allowed to listen on :80 (EACCES)',
		],
		[
			'a port it may not have',
			['Error: bind EACCES: permission denied 0.0.0.0:80'],
			'not allowed to listen on 0.0.0.0:80 (EACCES)',
		],
		['a missing module', ["Error: Cannot find module './nope'", 'Require stack:'], "cannot find module './nope'"],
		[
			'a missing package',
			["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'koa' imported from /a.js"],
			"cannot find package 'koa'",
		],
		[
			'where a syntax error is',
			['/srv/app.js:7', 'let = ;', '    ^', '', "SyntaxError: Unexpected token ';'", '    at wrapSafe'],
			"SyntaxError: Unexpected token ';' (app.js:7)",
		],
		['the last line where no error stands', ['bye', ''], 'bye'],
		[
			'that there can be no more threads, as node says',
			[
				'  #  node[7]: void node::WorkerThreadsTaskRunner::DelayedTaskScheduler::Start() at ../src/node_platform.cc:68',
				'  #  Assertion failed: (0) == (uv_thread_create(t.get(), start_thread, this))',
				'----- Native stack trace -----',
				' 1: 0xcb5167 node::Assert(node::AssertionInfo const&) [node]',
			],
			'the system allows no more threads (ulimit -u, pids.max)',
		],
		[
			'that there can be no more threads, as libuv says',
			['node[7]: pthread_create: Resource temporarily unavailable'],
			'the system allows no more threads (ulimit -u, pids.max)',
		],
		[
			'what node itself found wrong, not its stack',
			['  #  Assertion failed: (err) == (0)', '', ' 1: 0xcb5167 node::Assert(node::AssertionInfo const&) [node]'],
			'Assertion failed: (err) == (0)',
		],
	])('is %s', (_what, stderrTail, line) => {
		expect(explainStderr(stderrTail)).toBe(line);
	});

	it('is nothing when there is nothing', () => {
		expect(explainStderr([])).toBeUndefined();
	});
});
