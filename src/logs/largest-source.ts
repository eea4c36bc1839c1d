import type {LogSource} from './log-source.js';

/**
 * The source that holds most, and how much more it holds than the next. Of equals it is the one with the oldest line:
 * so what a store keeps depends on what it was given, and not on when it evicted. At least one source.
 */
export function findLargestSource(
	sources: readonly LogSource[],
	sizeOf: (source: LogSource) => number,
): {largest: LogSource; lead: number} {
	const [first] = sources;
	if (first === undefined) {
		throw new RangeError('there is no largest of no sources');
	}

	let largest = first;
	let largestSize = Number.NEGATIVE_INFINITY;
	let nextSize = Number.NEGATIVE_INFINITY;
	for (const source of sources) {
		const size = sizeOf(source);
		if (size > largestSize || (size === largestSize && isOlder(source, largest))) {
			nextSize = largestSize;
			largest = source;
			largestSize = size;
		} else if (size > nextSize) {
			nextSize = size;
		}
	}

	return {largest, lead: largestSize - nextSize};
}

function isOlder(one: LogSource, other: LogSource): boolean {
	return one.firstSeq !== undefined && other.firstSeq !== undefined && one.firstSeq < other.firstSeq;
}
