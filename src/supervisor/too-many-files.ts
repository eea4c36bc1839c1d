import process from 'node:process';

/** What most systems give a shell, and more than enough for any clumon. */
const USUAL_LIMIT = 1024;

/**
 * One line for an error that means that no file descriptor is left, of which clumon's modules alone need some 60 while
 * they are read; undefined for every other error.
 */
export function explainTooManyFiles(error: unknown, limit: number | undefined = readSoftLimit()): string | undefined {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENFILE') {
		return 'the whole system has no file descriptor left (ENFILE): end what holds so many, or raise fs.file-max';
	}
	if (code !== 'EMFILE') {
		return undefined;
	}
	const next = limit === undefined || limit < USUAL_LIMIT ? USUAL_LIMIT : 4 * limit;
	return `too few file descriptors (EMFILE): the limit is ${limit ?? 'unknown'}, set a higher one: ulimit -n ${next}`;
}

/** Asked of node, as it takes a descriptor to read it from /proc. */
function readSoftLimit(): number | undefined {
	const report = process.report.getReport() as {
		readonly userLimits?: {readonly open_files?: {readonly soft?: unknown}};
	};
	const soft = report.userLimits?.open_files?.soft;
	return typeof soft === 'number' ? soft : undefined;
}
