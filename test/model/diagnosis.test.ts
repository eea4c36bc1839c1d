import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseDiagnosisResult} from '../../src/model/diagnosis.js';

it('reads what the preload answers', () => {
	expect(parseDiagnosisResult({kind: 'profile', ok: true})).toEqual({kind: 'profile', ok: true, url: undefined});
	const url = 'ws://127.0.0.1:42693/0f27378c-5efb-446b-aecf-e8ec573b653e';
	expect(parseDiagnosisResult({kind: 'inspect', ok: true, url})).toEqual({kind: 'inspect', ok: true, url});
	const failure = {kind: 'profile', ok: false, error: 'EACCES: permission denied'};
	expect(parseDiagnosisResult(failure)).toEqual(failure);
});

it('lets through no text that could do harm on a screen', () => {
	const text = {kind: 'inspect', ok: true, url: 'ws://a:1/\u001B[2J'};
	expect(parseDiagnosisResult(text)).toEqual({kind: 'inspect', ok: true, url: undefined});
	expect(parseDiagnosisResult({kind: 'inspect', ok: false, error: `a\u001B]0;b\u0007${'c'.repeat(999)}`})).toEqual({
		kind: 'inspect',
		ok: false,
		error: `a ]0;b ${'c'.repeat(193)}`,
	});
});

it('survives anything', () => {
	fc.assert(
		fc.property(fc.anything(), value => {
			expect(() => parseDiagnosisResult(value)).not.toThrow();
		}),
	);
	expect(parseDiagnosisResult({kind: 'no such kind', ok: true})).toBeUndefined();
});
