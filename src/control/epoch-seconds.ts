/**
 * A time for Prometheus, to the second: it is derived anew for each snapshot from two clocks, and a value that trembles
 * would look like one that changes.
 */
export function epochSeconds(epochMs: number): number {
	return Math.round(epochMs / 1000);
}
