import cluster, {type Address, type Worker} from 'node:cluster';
import process from 'node:process';
import {parseDiagnosisResult} from '../model/diagnosis.js';
import type {ExitCause} from '../model/exit-reason.js';
import {parseProbeReport} from '../model/probe-report.js';
import type {ClusterPort, ForkedWorker, WorkerListener} from './cluster-port.js';
import {endGroup} from './end-group.js';
import {forkWithPipes} from './fork-with-pipes.js';
import {formatAddress} from './format-address.js';
import {guardHandOffs} from './hand-off-guard.js';
import {tellListenFailures} from './listen-failures.js';
import {createOomKillerWatch, type OomKillerWatch} from './oom-killer.js';
import {createPipeMaker} from './output-pipes.js';
import {inOwnSession} from './own-session.js';
import {createReaper, type Reaper} from './reaper.js';
import {surviveMessages} from './survive-messages.js';
import {makeThreadPool} from './thread-pool.js';
import {explainTooManyFiles} from './too-many-files.js';
import {WorkerOutput} from './worker-output.js';

const OOM_KILLER_LOOK_MS = 1000;

/** The workers that take new connections. */
const listeningWorkers = new Set<Worker>();

/** Those that clumon has sent SIGKILL: of their end nobody else is to blame. */
const killedWorkers = new WeakSet<Worker>();

export type WorkerProgram = {
	/** Absolute path. */
	readonly script: string;
	readonly args: readonly string[];
	readonly nodeArgs: readonly string[];
	/** Added to the primary's; undefined: taken out of it. */
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly scheduling: Scheduling;
	/** How many are forked at first. */
	readonly instances: number;
};

/**
 * Who hands out new connections: the primary in turn, the kernel among the workers that wait on one shared socket, or the
 * kernel among sockets of the workers' own (which takes a preload in the workers).
 */
export type Scheduling = 'rr' | 'os' | 'reuseport';

/** The only place that knows node:cluster. It holds process-wide settings, so there can be one in a process. */
export function createNodeClusterPort(program: WorkerProgram): ClusterPort & {
	/** Before the first is forked. */
	readonly prepared: Promise<void>;
} {
	const {script, args, nodeArgs, cwd, scheduling, instances} = program;
	cluster.schedulingPolicy = scheduling === 'os' ? cluster.SCHED_NONE : cluster.SCHED_RR;
	cluster.setupPrimary({
		exec: script,
		args: [...args],
		execArgv: [...nodeArgs],
		cwd,
		...inspectPort(nodeArgs),
	});
	makeThreadPool();
	const pipes = createPipeMaker(instances, folder => reaper.sweep(folder));
	const reaper = createReaper(pipes.wanted);
	const oomKiller = createOomKillerWatch();
	// When this process has nothing else to do: it waits for the pipes before the first is forked.
	setImmediate(oomKiller.look);
	setInterval(oomKiller.look, OOM_KILLER_LOOK_MS).unref();
	return {
		prepared: reaper.pipesMade,
		fork: (env, listener) => {
			const piped = forkWithPipes(pipes.make(), () => inOwnSession(() => cluster.fork({...program.env, ...env})));
			const {worker} = piped;
			// First of all: until then a worker can outlive a clumon that is killed.
			watchGroup(worker, reaper);
			surviveMessages(worker, listener.onFault);
			const output = new WorkerOutput(piped, listener.onOutput);
			listen(worker, {listener, output, oomKiller});
			tellListenFailures(worker, listener.onCannotListen);
			guardHandOffs(worker, () => listeningWorkers.size > 0);
			return control({worker, output, scheduling});
		},
	};
}

function control({
	worker,
	output,
	scheduling,
}: {
	readonly worker: Worker;
	readonly output: WorkerOutput;
	readonly scheduling: Scheduling;
}): ForkedWorker {
	return {
		id: worker.id,
		pid: worker.process.pid,
		isConnected: () => worker.isConnected(),
		tell: order => {
			// A channel that has closed meanwhile is told as an `error` event, and the worker's end is near.
			worker.process.send({cmd: 'NODE_CLUMON', act: order});
		},
		diagnose: order => {
			worker.process.send({cmd: 'NODE_CLUMON', act: 'diagnose', ...order});
		},
		disconnect: () => {
			listeningWorkers.delete(worker);
			if (worker.isConnected()) {
				// Else a client that never pauses would keep its connection, and so the worker, for ever.
				worker.process.send({cmd: 'NODE_CLUMON', act: 'finish'});
			}
			if (scheduling === 'reuseport' && worker.isConnected()) {
				// The servers first, of which node:cluster knows nothing: the worker disconnects itself when they are closed.
				worker.process.send({cmd: 'NODE_CLUMON', act: 'close'});
			} else {
				worker.disconnect();
			}
		},
		signal: signal => {
			// A stopped (SIGSTOP) process would keep SIGTERM pending for ever. Windows knows no SIGCONT, and node throws there.
			if (process.platform !== 'win32') {
				worker.process.kill('SIGCONT');
			}
			if (signal === 'SIGKILL') {
				killedWorkers.add(worker);
			}
			worker.process.kill(signal);
		},
		holdOutput: isHeld => output.hold(isHeld),
		send: message => {
			worker.send(message as never);
		},
	};
}

/**
 * What the preload says (`cmd` is Node's own on all other internal messages), or an app that knows its way: whatever it
 * sends must not end clumon.
 */
type PreloadMessage = {
	readonly cmd?: unknown;
	/** `pulse` with vitals, `diagnosis` with a result, or `listening` with an address. */
	readonly act?: unknown;
	readonly vitals?: unknown;
	readonly result?: unknown;
	readonly address?: unknown;
};

function listen(
	worker: Worker,
	{
		listener,
		output,
		oomKiller,
	}: {readonly listener: WorkerListener; readonly output: WorkerOutput; readonly oomKiller: OomKillerWatch},
): void {
	const {onEvent, onPulse, onDiagnosis, onMessage, onOutputEnd, onEnded} = listener;
	const {process: child} = worker;
	let hasEnded = false;
	const end = (cause: ExitCause) => {
		if (hasEnded) {
			return;
		}
		hasEnded = true;
		// A worker that could not be spawned stays in node's own table (seen with EMFILE).
		delete cluster.workers?.[worker.id];
		onEnded(cause);
	};
	worker.on('online', () => onEvent({type: 'online'}));
	const onListening = (address: Address) => {
		listeningWorkers.add(worker);
		onEvent({type: 'listening', address: formatAddress(address)});
	};
	worker.on('listening', onListening);
	worker.on('disconnect', () => {
		listeningWorkers.delete(worker);
		onEvent({type: 'disconnected'});
	});
	worker.on('message', (message: unknown) => {
		if (message === 'ready') {
			onEvent({type: 'app-ready'});
		}
		onMessage(message);
	});
	child.on('internalMessage', (message: PreloadMessage) => {
		if (message.cmd !== 'NODE_CLUMON') {
			return;
		}
		if (message.act === 'pulse') {
			onPulse(parseProbeReport(message.vitals));
		}
		const result = message.act === 'diagnosis' ? parseDiagnosisResult(message.result) : undefined;
		if (result !== undefined) {
			onDiagnosis(result);
		}
		if (message.act === 'listening' && isPortAddress(message.address)) {
			onListening(message.address);
		}
	});
	// node:cluster tells it again on the worker, where an `error` that nobody listens for would end clumon.
	worker.on('error', error => {
		// With a pid it is a failed send or kill to a worker that is going: its exit says all that matters.
		if (child.pid === undefined) {
			output.destroy();
			end({kind: 'spawn-error', message: spawnErrorText(error)});
		}
	});
	child.once('exit', (code, signal) => {
		listeningWorkers.delete(worker);
		const cause: ExitCause =
			signal === null
				? {kind: 'exit', code: code ?? 0}
				: {kind: 'signal', signal, byKernel: signal === 'SIGKILL' && !killedWorkers.has(worker) && oomKiller.claim()};
		output.finish({onEnd: () => end(cause), onComplete: onOutputEnd});
	});
}

function isPortAddress(value: unknown): value is Address {
	const {address, port} = (value ?? {}) as {readonly address?: unknown; readonly port?: unknown};
	return typeof address === 'string' && typeof port === 'number';
}

/** What a worker started and left behind is in its process group, and goes with it. */
function watchGroup({process: child}: Worker, reaper: Reaper): void {
	const {pid} = child;
	if (pid === undefined) {
		return;
	}
	reaper.watch(pid);
	child.once('exit', () => endGroup(pid, () => reaper.forget(pid)));
}

function spawnErrorText(error: Error & {readonly code?: unknown; readonly syscall?: unknown}): string {
	// `spawn /usr/bin/node ENOENT` misleads: it is the working directory that is gone.
	if (error.code === 'ENOENT') {
		return 'ENOENT: the working directory or node itself is gone';
	}
	if (error.code === 'EAGAIN') {
		return 'EAGAIN: the system allows no more processes (ulimit -u, pids.max)';
	}
	return explainTooManyFiles(error) ?? error.message;
}

/** `--inspect=0` (any free port) is lost in node:cluster's own counting of ports unless the port is set to 0 as well. */
function inspectPort(nodeArgs: readonly string[]): {inspectPort?: number} {
	return nodeArgs.some(arg => /^--inspect(?:-brk|-port)?=(?:.*:)?0$/.test(arg)) ? {inspectPort: 0} : {};
}
