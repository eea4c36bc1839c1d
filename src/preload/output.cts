/**
 * Node writes to pipes in the background and forgets on exit what has not gone out: of 10 MB before a `process.exit()`
 * some 50 KB arrived. With blocking pipes all of it does, at no measurable cost; the price is that the primary must
 * never stop reading them.
 */
function makeLossless(): void {
	for (const stream of [process.stdout, process.stderr]) {
		const {_handle: handle} = stream as {_handle?: {setBlocking?: (blocking: boolean) => void}};
		handle?.setBlocking?.(true);
	}
}

export = {makeLossless};
