import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {ownFolder} from '../own-files.js';

/** Where an error that came of loading `file` arose, as `file:line`; undefined when nothing tells. */
export function findErrorPlace(error: unknown, file: string): string | undefined {
	if (error instanceof SyntaxError && file.endsWith('.json')) {
		return placeInJson(error, file);
	}

	const inStack = error instanceof Error ? placeInStack(error) : undefined;
	return inStack ?? (error instanceof SyntaxError ? placeBySyntaxCheck(file) : undefined);
}

/** The newest frame, or the head of a CommonJS file's syntax error, that is neither node's nor clumon's. */
function placeInStack({stack = ''}: Error): string | undefined {
	const own = fileURLToPath(ownFolder);
	for (const [, url, path, line] of stack.matchAll(/(?:^|[\s(])(file:\/\/)?(\/[^():\n]+):(\d+)/gm)) {
		const file = url === undefined ? path : fileURLToPath(`file://${path}`);
		if (file !== undefined && !file.startsWith(own)) {
			return `${file}:${line}`;
		}
	}

	return undefined;
}

/** The stack of an ES module's syntax error lacks the place; only node's own printing of it has it. */
function placeBySyntaxCheck(file: string): string | undefined {
	const {stderr} = spawnSync(process.execPath, ['--check', file], {encoding: 'utf8'});
	return /^\/.*:\d+$/m.exec(stderr)?.[0];
}

/** V8 gives an offset, and newer versions the line too; not at the end of the text. */
function placeInJson({message}: SyntaxError, file: string): string {
	const text = readFileSync(file, 'utf8');
	const [, offset = text.length] = /at position (\d+)/.exec(message) ?? [];
	return `${file}:${text.slice(0, Number(offset)).split('\n').length}`;
}
