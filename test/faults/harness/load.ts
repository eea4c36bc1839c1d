import {Agent, get} from 'node:http';
import {onTestFinished} from 'vitest';

/** Past this a request counts as hung: far more than any of the apps needs. */
const HUNG_AFTER_MS = 15_000;

export type LoadResult = {
	readonly answered: number;
	/**
	 * The error code of each request that was not answered; `hung` where nothing came at all. With ` on a kept connection`
	 * where an earlier one was answered on the same.
	 */
	readonly failures: readonly string[];
};

export type Load = {
	readonly answered: () => number;
	/** Lets the requests under way end. */
	readonly stop: () => Promise<LoadResult>;
};

/** Clients that ask for `/`, each one request after the other, until stopped. */
export function startLoad({
	port,
	clients,
	keepAlive,
}: {
	readonly port: number;
	readonly clients: number;
	readonly keepAlive: boolean;
}): Load {
	let isStopped = false;
	let answered = 0;
	const failures: string[] = [];
	const runClient = async () => {
		const agent = new Agent({keepAlive, maxSockets: 1});
		while (!isStopped) {
			try {
				await askOnce(port, agent);
				answered += 1;
			} catch (error) {
				failures.push(error instanceof Error && 'code' in error ? String(error.code) : String(error));
			}
		}
		agent.destroy();
	};
	const all = Promise.all(Array.from({length: clients}, runClient));
	const stop = async () => {
		isStopped = true;
		await all;
		return {answered, failures};
	};
	onTestFinished(async () => void (await stop()));
	return {answered: () => answered, stop};
}

function askOnce(port: number, agent: Agent): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = get({host: '127.0.0.1', port, agent, timeout: HUNG_AFTER_MS}, response => {
			response.resume().on('end', resolve).on('error', reject);
		});
		request
			.on('error', error => reject(request.reusedSocket ? brokenOff(error) : error))
			.on('timeout', () => {
				request.destroy(Object.assign(new Error('nothing came'), {code: 'hung'}));
			});
	});
}

function brokenOff(error: Error): Error {
	const code = 'code' in error ? error.code : error.message;
	return Object.assign(new Error(error.message), {code: `${code} on a kept connection`});
}
