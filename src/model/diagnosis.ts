/**
 * What can be looked into in a running worker: a CPU profile of some seconds, all that is on its heap (for which it stands
 * still), or its inspector, opened for a debugger and closed again.
 */
export type DiagnosisKind = 'profile' | 'heap-snapshot' | 'inspect';

export type DiagnosisRequest = {readonly type: DiagnosisKind; readonly instance: number};

/** What the worker's preload is told. `file`: where to write, absolute, not there yet. */
export type DiagnosisOrder =
	| {readonly kind: 'profile'; readonly file: string; readonly profileMs: number}
	| {readonly kind: 'heap-snapshot'; readonly file: string}
	| {readonly kind: 'inspect'};

/** What it answers when that is done. */
export type DiagnosisResult =
	/** `url`: where a debugger finds the inspector; undefined: it has been closed, or this was none of its business. */
	| {readonly kind: DiagnosisKind; readonly ok: true; readonly url: string | undefined}
	| {readonly kind: DiagnosisKind; readonly ok: false; readonly error: string};

const MAX_ERROR_LENGTH = 200;
const INSPECTOR_URL = /^ws:\/\/[\w.[\]:-]+\/[\w-]+$/;

export function isDiagnosis(request: {readonly type: string}): request is DiagnosisRequest {
	return isKind(request.type);
}

/** Reads an answer that came over the channel, on which an app can send what it likes; undefined for what is none. */
export function parseDiagnosisResult(value: unknown): DiagnosisResult | undefined {
	const {kind, ok, url, error} = (value ?? {}) as Readonly<Record<string, unknown>>;
	if (!isKind(kind)) {
		return undefined;
	}
	if (ok !== true) {
		const text =
			typeof error === 'string' ? error.slice(0, MAX_ERROR_LENGTH).replace(/\p{Cc}+/gu, ' ') : 'no reason given';
		return {kind, ok: false, error: text};
	}
	return {kind, ok, url: typeof url === 'string' && INSPECTOR_URL.test(url) ? url : undefined};
}

function isKind(value: unknown): value is DiagnosisKind {
	return value === 'profile' || value === 'heap-snapshot' || value === 'inspect';
}
