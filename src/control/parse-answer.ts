/** JSON of a clumon's, which writes null where a figure was not there: NaN in a series, undefined elsewhere. */
export function parseAnswer<T>(text: string): T {
	return JSON.parse(text, function (this: unknown, _key: string, value: unknown) {
		return value === null ? (Array.isArray(this) ? Number.NaN : undefined) : value;
	});
}
