import process from 'node:process';

/** Writes to stdout and resolves when it is out; a reader that has gone (`| head`) is no mistake. */
export async function print(text: string): Promise<void> {
	await writeTo(process.stdout, text);
}

/** What goes beside a command's output: what is wrong, and what to do. */
export async function complain(text: string): Promise<void> {
	await writeTo(process.stderr, `clumon: ${text}\n`);
}

function writeTo(stream: NodeJS.WriteStream, text: string): Promise<void> {
	return new Promise(resolve => {
		// Without a listener the error of a write ends the process; its callback has it, too.
		stream.on('error', () => {});
		stream.write(text, () => resolve());
	});
}
