import {expect, it} from 'vitest';
import type {OperatorRequest} from '../../../src/model/operator.js';
import {ScreenOperator} from '../../../src/ui/thread/screen-operator.js';

it('settles each request with its own reply, in whatever order they come', async () => {
	const posted: [number, OperatorRequest][] = [];
	const operator = new ScreenOperator((id, request) => posted.push([id, request]));
	const restart = operator.request({type: 'restart', instance: 1});
	const reload = operator.request({type: 'reload'});
	expect(posted.map(([, request]) => request.type)).toEqual(['restart', 'reload']);
	const [first, second] = posted.map(([id]) => id);
	operator.settle(second ?? 0, {ok: false, message: 'no'});
	operator.settle(first ?? 0, {ok: true, message: 'yes'});
	operator.settle(first ?? 0, {ok: false, message: 'again'});
	expect(await restart).toEqual({ok: true, message: 'yes'});
	expect(await reload).toEqual({ok: false, message: 'no'});
});
