import {formatNumber} from './report.mjs';

/**
 * What clumon promises in numbers, and whether it is kept. What could not be measured (NaN) is not.
 *
 * @param promised.promise in words
 * @param promised.unit of limit and measured, such as `ms`
 */
export function atMost({limit, measured, ...promised}) {
	return describe({...promised, limit, measured, sign: '≤', isKept: measured <= limit});
}

export function atLeast({limit, measured, ...promised}) {
	return describe({...promised, limit, measured, sign: '≥', isKept: measured >= limit});
}

function describe({promise, limit, measured, unit = '', digits = 2, sign, isKept}) {
	const suffix = unit === '' ? '' : ` ${unit}`;
	return {promise, limit: `${sign} ${limit}${suffix}`, measured: `${formatNumber(measured, digits)}${suffix}`, isKept};
}
