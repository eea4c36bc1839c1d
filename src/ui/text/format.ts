const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A gauge's uptime in at most six cells: `3s`, `12m`, `2h14m`, `5d4h`, `312d`. */
export function formatUptime(ms: number): string {
	if (ms < MINUTE) {
		return `${Math.max(0, Math.floor(ms / SECOND))}s`;
	}
	if (ms < HOUR) {
		return twoUnits({ms, unit: MINUTE, name: 'm', smaller: SECOND, smallerName: 's'});
	}
	if (ms < DAY) {
		return twoUnits({ms, unit: HOUR, name: 'h', smaller: MINUTE, smallerName: 'm'});
	}
	return ms < 100 * DAY
		? twoUnits({ms, unit: DAY, name: 'd', smaller: HOUR, smallerName: 'h'})
		: `${Math.floor(ms / DAY)}d`;
}

/** `9,880`. */
export function formatExactCount(count: number): string {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** How long ago, in at most four cells: `3s`, `12m`, `2h`, `41d`. */
export function formatAge(ms: number): string {
	if (ms < MINUTE) {
		return `${Math.max(0, Math.floor(ms / SECOND))}s`;
	}
	if (ms < HOUR) {
		return `${Math.floor(ms / MINUTE)}m`;
	}
	return ms < 2 * DAY ? `${Math.floor(ms / HOUR)}h` : `${Math.floor(ms / DAY)}d`;
}

/** Seconds left, rounded up: 0 is only shown once nothing is left. */
export function formatLeft(ms: number): string {
	const seconds = Math.max(0, Math.ceil(ms / SECOND));
	return seconds < 1000 ? `${seconds}s` : `${Math.ceil(seconds / 60)}m`;
}

/** Of one core, in at most four cells; more than 999 % says just that. */
export function formatPercent(percent: number): string {
	const whole = Math.round(percent);
	return whole > 999 ? '>999' : `${whole}%`;
}

/** A part of one, in three cells: `.44`, and `1.0`. */
export function formatShare(share: number): string {
	return share >= 0.995 ? share.toFixed(1) : share.toFixed(2).slice(1);
}

/** A rate in at most five cells: `0`, `0.3`, `629`, `12345`, `123k`. Anything more than nothing is not written as 0. */
export function formatRate(perSecond: number): string {
	if (perSecond >= 99_999.5) {
		return perSecond >= 999_999_500
			? '>999M'
			: perSecond >= 999_500
				? `${Math.round(perSecond / 1e6)}M`
				: `${Math.round(perSecond / 1000)}k`;
	}
	return perSecond === 0 || perSecond >= 9.95
		? String(Math.round(perSecond))
		: Math.max(0.1, perSecond).toFixed(1).replace('.0', '');
}

/** A latency in at most five cells: `0ms`, `0.4ms`, `12ms`, `1.2s`, `42s`, `36m`. */
export function formatMs(ms: number): string {
	if (ms < 0.95) {
		return ms < 0.05 ? '0ms' : `${ms.toFixed(1)}ms`;
	}
	if (ms < 999.5) {
		return `${Math.round(ms)}ms`;
	}
	return ms < 9950
		? `${(ms / 1000).toFixed(1)}s`
		: ms < 99_500
			? `${Math.round(ms / 1000)}s`
			: `${Math.round(ms / MINUTE)}m`;
}

const BYTE_UNITS = ['K', 'M', 'G', 'T', 'P'] as const;

/** Binary units in at most four cells: `640K`, `118M`, `1.2G`, `16G`. */
export function formatBytes(bytes: number): string {
	let value = bytes / 1024;
	let unit = 0;
	// 999.5 would round to four digits.
	while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
		value /= 1024;
		unit += 1;
	}
	// Below a gigabyte a decimal is noise.
	const digits = unit >= 2 && value < 9.95 ? value.toFixed(1).replace('.0', '') : String(Math.round(value));
	return `${digits}${BYTE_UNITS[unit]}`;
}

/** Local time of day: `12:04:01`. */
export function formatTimeOfDay(epochMs: number): string {
	const date = new Date(epochMs);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0')).join(':');
}

/** `1 worker`, `3 workers`. */
export function formatCount(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function twoUnits(amount: {
	readonly ms: number;
	readonly unit: number;
	readonly name: string;
	readonly smaller: number;
	readonly smallerName: string;
}): string {
	const whole = Math.floor(amount.ms / amount.unit);
	const rest = Math.floor((amount.ms % amount.unit) / amount.smaller);
	return rest === 0 ? `${whole}${amount.name}` : `${whole}${amount.name}${rest}${amount.smallerName}`;
}
