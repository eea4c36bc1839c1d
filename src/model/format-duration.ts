/** For a sentence: `340ms`, `2s`, `14min`, `2h`. */
export function formatDuration(ms: number): string {
	if (ms < 1000) {
		return `${Math.round(ms)}ms`;
	}
	const seconds = ms / 1000;
	if (seconds < 120) {
		return seconds < 10 ? `${Number(seconds.toFixed(1))}s` : `${Math.round(seconds)}s`;
	}
	const minutes = seconds / 60;
	return minutes < 120 ? `${Math.round(minutes)}min` : `${Math.round(minutes / 60)}h`;
}
