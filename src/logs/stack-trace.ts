/**
 * Tells the lines that belong to the line above them, as those of a stack trace belong to its error. It is asked about
 * the lines of one stream of one worker, in order, and remembers where in a trace the last one was:
 *
 *     Error: broken                          a head
 *         at run (app.js:3:9) {              frame
 *       code: 'BROKEN',                      its fields
 *       [cause]: Error: no disk …
 *     }
 *
 * An error that nobody catches is printed by node with its place before and its version after it; all of that is one:
 *
 *     /srv/app.js:3                          a head
 *     throw new Error('broken');             code, whatever it looks like
 *     ^                                      caret
 *
 *     Error: broken                          the error, and its frames
 *
 *     Node.js v20.20.2
 */
export type TraceState =
	| 'none'
	/** After the head of an error that nothing has followed yet, or only indented lines. */
	| 'error'
	| 'frames'
	| 'after-frames'
	| 'place'
	| 'code'
	| 'caret';

/** The state after a line that belongs to what is above it; undefined when the line is a head. */
export function continueTrace(state: TraceState, plain: string): TraceState | undefined {
	if (state === 'place') {
		return 'code';
	}

	if (FRAME.test(plain)) {
		return 'frames';
	}

	switch (state) {
		case 'none':
			return undefined;
		case 'error':
			return BLANK.test(plain) ? 'none' : startsIndented(plain) || CLOSING.test(plain) ? 'error' : undefined;
		case 'frames':
			if (BLANK.test(plain)) {
				return 'after-frames';
			}
			return FIELD.test(plain) || CLOSING.test(plain) ? 'frames' : undefined;
		case 'after-frames':
			return NODE_VERSION.test(plain) ? 'none' : undefined;
		case 'code':
			return CARET.test(plain) ? 'caret' : undefined;
		case 'caret':
			return BLANK.test(plain) ? 'caret' : 'frames';
	}
}

/** The state after a head. */
export function beginTrace(plain: string, isError: boolean): TraceState {
	if (isError && PLACE.test(plain)) {
		return 'place';
	}

	return isError ? 'error' : 'none';
}

const BLANK = /^\s*$/;
const FRAME = /^(?:\s+at |\s*\.\.\. \d+ (?:more|lines)|\s*\[(?:cause|errors)\]|\s*Caused by:)/;
const FIELD = /^\s+(?:[\w$'"[\]-]+:|[[{}\])(])/;
const CLOSING = /^[}\])]+[,;]?\s*$/;
const PLACE = /^(?:file:\/\/|node:|\/|[A-Za-z]:\\).*:\d+\s*$/;
const CARET = /^\s*\^+\s*$/;
const NODE_VERSION = /^Node\.js v\d/;

function startsIndented(plain: string): boolean {
	return plain.startsWith(' ') || plain.startsWith('\t');
}
