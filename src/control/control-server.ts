import {createServer, type Server, type Socket} from 'node:net';
import process from 'node:process';
import type {ControlRequests} from './control-requests.js';
import type {ControlSources} from './control-sources.js';
import {claimSocket, type SocketClaim} from './socket-claim.js';

/** How long clients may take to hear the last words. */
const GOODBYE_MS = 500;
/** Far more than anybody attaches; guards the primary's descriptors against a script that runs wild. */
const MAX_CONNECTIONS = 100;

/**
 * Answers other processes of the same user on a Unix socket: what runs, its log, and what an operator asks for. It runs on
 * the primary's main thread and does nothing while nobody asks.
 */
export class ControlServer {
	readonly #sources: ControlSources;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	readonly #ended = new AbortController();
	#requests: Promise<ControlRequests> | undefined;
	#claim: SocketClaim | undefined;
	#isClosed = false;

	/** Undefined when another process listens there. */
	static async open(
		place: {readonly folder: string; readonly name: string},
		sources: ControlSources,
	): Promise<ControlServer | undefined> {
		const server = new ControlServer(sources);
		try {
			server.#claim = await claimSocket(server.#server, place);
		} finally {
			if (server.#claim === undefined) {
				server.#server.close();
			}
		}
		process.on('exit', server.#onExit);
		return server.#claim && server;
	}

	private constructor(sources: ControlSources) {
		this.#sources = sources;
		this.#server = createServer({allowHalfOpen: true, pauseOnConnect: true}, socket => void this.#take(socket));
		this.#server.maxConnections = MAX_CONNECTIONS;
		// Of a server that listens: out of descriptors, for this connection.
		this.#server.on('error', () => {});
	}

	/** Loads what answers: when the app has begun, as it takes some milliseconds, and at the latest when somebody asks. */
	prepare(): Promise<ControlRequests> {
		this.#requests ??= import('./control-requests.js').then(
			loaded => new loaded.ControlRequests(this.#sources, this.#ended.signal),
		);
		return this.#requests;
	}

	/** Tells those who wait that clumon has ended, and how (`ended: exit 0`), and gives the name free. */
	async close(message: string): Promise<void> {
		if (this.#isClosed) {
			return;
		}
		this.#isClosed = true;
		process.off('exit', this.#onExit);
		this.#claim?.release();
		this.#ended.abort(message);
		await new Promise<void>(resolve => {
			const timer = setTimeout(() => {
				for (const socket of this.#sockets) {
					socket.destroy();
				}
			}, GOODBYE_MS);
			this.#server.close(() => {
				clearTimeout(timer);
				resolve();
			});
		});
	}

	async #take(socket: Socket): Promise<void> {
		this.#sockets.add(socket);
		socket.on('close', () => this.#sockets.delete(socket));
		const requests = await this.prepare();
		requests.take(socket);
	}

	#onExit = (): void => this.#claim?.release();
}
