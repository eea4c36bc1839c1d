/** How near a gauge is to its limit. */
export type Level = 'normal' | 'warning' | 'critical';

const WARNING_PERCENT = 70;
const CRITICAL_PERCENT = 90;

/** Of a share of the limit in percent; NaN (no sample) is normal. */
export function levelOf(percent: number): Level {
	if (percent >= CRITICAL_PERCENT) {
		return 'critical';
	}
	return percent >= WARNING_PERCENT ? 'warning' : 'normal';
}
