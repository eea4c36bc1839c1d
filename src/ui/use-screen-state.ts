import {useEffect, useRef, useState} from 'react';
import type {Operator, OperatorReply} from '../model/operator.js';
import {INITIAL_STATE, type ScreenState} from './screen-state.js';
import type {ScreenContext, ScreenEvent} from './screen-step.js';
import type {InputSource} from './terminal/input-event.js';
import type {PerformTask} from './thread/screen-task.js';
import {updateScreen} from './update-screen.js';

type Surroundings = {
	readonly operator: Operator;
	readonly perform: PerformTask;
	readonly input: InputSource;
	/** What decisions depend on right now. */
	readonly getContext: () => ScreenContext;
	readonly subscribeToSnapshot: (onChange: () => void) => () => void;
	readonly subscribeToLog: (onChange: () => void) => () => void;
	/** Keeps the lines that there are while somebody reads them. */
	readonly holdLog: (isHeld: boolean) => void;
};

/** The screen's state: the one place where keys are read and requests are made. */
export function useScreenState(surroundings: Surroundings): ScreenState {
	const [state, setState] = useState(
		() => updateScreen(INITIAL_STATE, {type: 'snapshot-changed'}, surroundings.getContext()).state,
	);
	// Several keys may come before React renders: each is decided on the state that the one before it has left.
	const newest = useRef(state);
	const latest = useRef(surroundings);
	latest.current = surroundings;
	const {input, subscribeToSnapshot, subscribeToLog} = surroundings;
	useEffect(() => {
		let isMounted = true;
		const dispatch = (event: ScreenEvent) => {
			const {state: next, requests, tasks = []} = updateScreen(newest.current, event, latest.current.getContext());
			newest.current = next;
			setState(next);
			const {operator, perform, holdLog} = latest.current;
			holdLog(next.log.cursor !== undefined);
			for (const answer of [...requests.map(operator), ...tasks.map(perform)]) {
				void answerTo(answer).then(reply => {
					if (isMounted) {
						dispatch({type: 'replied', reply});
					}
				});
			}
		};
		const unsubscribe = [
			input(dispatch),
			subscribeToSnapshot(() => dispatch({type: 'snapshot-changed'})),
			subscribeToLog(() => dispatch({type: 'log-changed'})),
		];
		return () => {
			isMounted = false;
			for (const stop of unsubscribe) {
				stop();
			}
		};
	}, [input, subscribeToSnapshot, subscribeToLog]);
	return state;
}

/** An operator that cannot be reached is answered for. */
async function answerTo(reply: Promise<OperatorReply>): Promise<OperatorReply> {
	try {
		return await reply;
	} catch (error) {
		return {ok: false, message: error instanceof Error ? error.message : String(error)};
	}
}
