import type {ClientCommand} from '../command-line/client-command.js';
import {RefusedError, UnreachableError} from '../control/control-client.js';
import {RuntimeFolderError} from '../control/runtime-folder.js';
import {assertNever} from '../model/assert-never.js';
import {runList} from './list.js';
import {runLogs} from './logs.js';
import {runMonit} from './monit.js';
import {runOperate} from './operate.js';
import {complain, outliveReaders, ReaderGoneError} from './print.js';
import {runStatus} from './status.js';

/**
 * Does what a command asks of a clumon elsewhere.
 *
 * @returns the exit code
 * @throws UsageError when there is no such clumon
 */
export async function runCommand(command: ClientCommand): Promise<number> {
	outliveReaders();
	try {
		return await run(command);
	} catch (error) {
		if (error instanceof ReaderGoneError) {
			return 0;
		}
		if (error instanceof UnreachableError || error instanceof RefusedError || error instanceof RuntimeFolderError) {
			await complain(error.message);
			return 1;
		}
		throw error;
	}
}

async function run(command: ClientCommand): Promise<number> {
	switch (command.type) {
		case 'list':
			return runList(command);
		case 'status':
			return runStatus(command);
		case 'monit':
			return runMonit(command);
		case 'logs':
			return runLogs(command);
		case 'operate':
			return runOperate(command);
		default:
			return assertNever(command);
	}
}
