/** The smallest of `values` that is not exceeded by `share` (0…1) of them; NaN of none. */
export function percentile(values, share) {
	const sorted = Float64Array.from(values).sort();
	return sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** What is in the middle, or between the two that are. */
export function median(values) {
	const sorted = Float64Array.from(values).sort();
	const middle = Math.floor(sorted.length / 2);
	if (sorted.length === 0) {
		return Number.NaN;
	}
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
