// Makes the writes of a worker wait for the primary, as clumon's preload does, so that none is lost on exit.
for (const stream of [process.stdout, process.stderr]) {
	stream._handle?.setBlocking?.(true);
}
