import fs = require('node:fs');
import v8 = require('node:v8');
import type inspector = require('node:inspector');
import channel = require('./channel.cjs');

/** src/model/diagnosis.ts. */
type Result = {readonly ok: true; readonly url?: string | undefined} | {readonly ok: false; readonly error: string};

/** On the primary's word looks into this worker, and tells the primary what has come of it. */
function diagnoseOnRequest(): void {
	let hasOpened = false;
	// The app may put its own in place of node's.
	const {setTimeout} = globalThis;

	channel.onOrder('diagnose', ({kind, file, profileMs}) => {
		const answer = (result: Result) => channel.tellPrimary('diagnosis', {result: {kind, ...result}});
		try {
			switch (kind) {
				case 'profile':
					profile(Number(profileMs), text => answer(attempt(() => write(String(file), text))));
					return;
				case 'heap-snapshot':
					answer(attempt(() => writeHeapSnapshot(String(file))));
					return;
				case 'inspect':
					answer({ok: true, url: toggleInspector()});
					return;
			}
		} catch (error) {
			answer({ok: false, error: messageOf(error)});
		}
	});

	/** Calls back with what a `.cpuprofile` has in it. */
	function profile(ms: number, onProfile: (text: string) => void): void {
		const session = new (loadInspector().Session)();
		session.connect();
		session.post('Profiler.enable');
		session.post('Profiler.start');
		setTimeout(() => {
			session.post('Profiler.stop', (_error, {profile: measured}) => {
				session.disconnect();
				onProfile(JSON.stringify(measured));
			});
		}, ms).unref();
	}

	/** Its address when it is open; undefined when it has been closed. One that the app was started with stays open. */
	function toggleInspector(): string | undefined {
		const {open, close, url} = loadInspector();
		if (!hasOpened || url() === undefined) {
			if (url() === undefined) {
				open(0, '127.0.0.1');
				hasOpened = true;
			}
			return url();
		}
		if (isDebuggerConnected(url())) {
			// `close` waits for it, and with it the whole worker, for ever where it does not answer.
			throw new Error(`a debugger is connected: close it first, then try again (${url()})`);
		}
		close();
		hasOpened = false;
		return undefined;
	}
}

/** Not before it is needed: it takes a millisecond, and there are builds of node without it. */
function loadInspector(): typeof inspector {
	return require('node:inspector');
}

/** Linux only; elsewhere nobody is seen. */
function isDebuggerConnected(url = ''): boolean {
	const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
	try {
		// sl, local address, remote address, state: 01 is ESTABLISHED (proc_net_tcp.txt).
		return new RegExp(`^ *\\d+: [0-9A-F]{8}:${port} \\S+ 01 `, 'm').test(fs.readFileSync('/proc/net/tcp', 'latin1'));
	} catch {
		// ENOENT: another system.
		return false;
	}
}

/** For its owner alone, and never over another file. */
function write(file: string, text: string): void {
	fs.writeFileSync(file, text, {flag: 'wx', mode: 0o600});
}

/** Node would write over a file that is there, and in a file that is there. */
function writeHeapSnapshot(file: string): void {
	write(file, '');
	try {
		v8.writeHeapSnapshot(file);
	} catch (error) {
		fs.rmSync(file, {force: true});
		throw error;
	}
}

function attempt(act: () => void): Result {
	try {
		act();
		return {ok: true};
	} catch (error) {
		return {ok: false, error: messageOf(error)};
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

export = {diagnoseOnRequest};
