import process from 'node:process';
import type {ClientRequest, OperateCommand} from '../command-line/client-command.js';
import {UsageError} from '../command-line/usage-error.js';
import type {OperationLine, ResultLine} from '../control/contract.js';
import {requestLines, UnreachableError} from '../control/control-client.js';
import {formatRequest} from '../control/format-request.js';
import {harmless} from '../logs/harmless.js';
import {parseMessage} from '../ui/message-value.js';
import {localClumons} from './local-clumons.js';
import {type Clumon, nameOf, pickClumon} from './pick-clumon.js';
import {complain, print} from './print.js';

/** As a shell counts a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Asks for it, prints what becomes of it until it is done, and gives 0 if it was done and 1 if not. */
export async function runOperate({name, request, wait}: OperateCommand): Promise<number> {
	const clumon = pickClumon(await localClumons(), {name, cwd: process.cwd()});
	expectMessage(request, {name, clumon});
	// The clumon there goes on with what it was asked for, whoever waits for it.
	process.once('SIGINT', () => {
		const text = `${request.type} goes on without you: clumon status ${nameOf(clumon)} shows how it is`;
		void complain(text).then(() => process.exit(INTERRUPTED));
	});
	const formatted = formatRequest(resolveMessage(request), {wait});
	const printed = new Set<string>();
	try {
		for await (const line of requestLines({path: clumon.path, ...formatted})) {
			const told: OperationLine = JSON.parse(line);
			if (told.type === 'result') {
				return tellResult(told, printed);
			}
			printed.add(told.message);
			await print(`${harmless(told.message)}\n`);
		}
	} catch (error) {
		// It was there a moment ago: another quit has been quicker.
		if (request.type === 'quit' && error instanceof UnreachableError) {
			await print('ended\n');
			return 0;
		}
		throw error;
	}
	await complain('the connection ended before it was done: clumon status shows how it is');
	return 1;
}

/** `clumon send app.js`: what stands in the message's place is the name. */
function expectMessage(
	request: ClientRequest,
	{name, clumon}: {readonly name: string | undefined; readonly clumon: Clumon},
): void {
	if (request.type === 'send' && name === undefined && request.text === nameOf(clumon)) {
		const quoted = JSON.stringify(request.text);
		throw new UsageError(
			'missing-value',
			`${quoted} is what runs, say the message too: clumon send ${request.text} "flush" (to send the name itself: '${quoted}')`,
		);
	}
}

function resolveMessage(request: ClientRequest) {
	if (request.type !== 'send') {
		return request;
	}
	const {text, ...rest} = request;
	return {...rest, message: parseMessage(text).value};
}

/** What the log has said already need not be said again. */
async function tellResult({ok, message, stderr = []}: ResultLine, printed: ReadonlySet<string>): Promise<number> {
	const lines = message.split('\n').map(harmless);
	if (ok) {
		await print(printed.has(message) ? '' : lines.map(line => `${line}\n`).join(''));
		return 0;
	}
	await complain([...lines, ...stderr.map(line => `  ${harmless(line)}`)].join('\n'));
	return 1;
}
