import process from 'node:process';

/** Nobody reads the output any more: `clumon logs | head`. */
export class ReaderGoneError extends Error {
	override readonly name = 'ReaderGoneError';
}

/** The error of a write reaches its callback; without a listener it would end the process as well. */
export function outliveReaders(): void {
	process.stdout.on('error', () => {});
	process.stderr.on('error', () => {});
}

/**
 * Writes to stdout and resolves when it is out.
 *
 * @throws ReaderGoneError
 */
export async function print(text: string | Uint8Array): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		process.stdout.write(text, error => (error ? reject(new ReaderGoneError()) : resolve()));
	});
}

/** What goes beside a command's output: what is wrong, and what to do. */
export async function complain(text: string): Promise<void> {
	await new Promise<void>(resolve => {
		process.stderr.write(`clumon: ${text}\n`, () => resolve());
	});
}
