/** What a value may be, as strict as an API that refuses unknown fields. */
export type Shape =
	| 'text'
	| 'integer'
	| 'flag'
	/** A port, or a number of pods: a number or a name. */
	| 'integer or text'
	| {readonly list: Shape}
	/** Any names, with values of one kind. */
	| {readonly map: Shape}
	| {readonly fields: Readonly<Record<string, Shape>>; readonly required?: readonly string[]};

/** Every way in which a value differs from its shape: `spec.replicas: not an integer`. */
export function findFaults(value: unknown, shape: Shape, path = ''): readonly string[] {
	if (typeof shape === 'string') {
		return isSimple(value, shape) ? [] : [`${path}: not ${shape}`];
	}

	if ('list' in shape) {
		return Array.isArray(value)
			? value.flatMap((item, index) => findFaults(item, shape.list, `${path}[${index}]`))
			: [`${path}: not a list`];
	}

	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return [`${path}: not an object`];
	}

	const known = 'fields' in shape ? shape.fields : {};
	const missing = ('fields' in shape ? (shape.required ?? []) : []).filter(name => !(name in value));
	return [
		...missing.map(name => `${path}.${name}: missing`),
		...Object.entries(value).flatMap(([name, child]) => {
			const childShape = 'map' in shape ? shape.map : known[name];
			return childShape === undefined ? [`${path}.${name}: unknown`] : findFaults(child, childShape, `${path}.${name}`);
		}),
	];
}

function isSimple(value: unknown, shape: 'text' | 'integer' | 'flag' | 'integer or text'): boolean {
	switch (shape) {
		case 'text':
			return typeof value === 'string';
		case 'integer':
			return Number.isSafeInteger(value);
		case 'flag':
			return typeof value === 'boolean';
		case 'integer or text':
			return typeof value === 'string' || Number.isSafeInteger(value);
	}
}
