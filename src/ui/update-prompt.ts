import {parseMessage} from './message-value.js';
import type {Mode, ScreenState} from './screen-state.js';
import {type ScreenStep, say, stay} from './screen-step.js';
import {editLine} from './text/line-editor.js';

type PromptMode = Extract<Mode, {kind: 'prompt'}>;

/** Edits the message that is being typed, sends it, or gives it up. */
export function updatePrompt(state: ScreenState, mode: PromptMode, key: string): ScreenStep {
	const browsing: ScreenState = {...state, mode: {kind: 'browse'}};
	switch (key) {
		case 'escape':
			return stay(browsing);
		case 'enter': {
			const {text} = mode.line;
			if (text === '') {
				return say(browsing, 'nothing was sent: the message was empty');
			}
			const message = parseMessage(text).value;
			const {target} = mode;
			return {
				state: browsing,
				requests: [target === 'all' ? {type: 'send', message} : {type: 'send', instance: target, message}],
			};
		}
		default:
			return stay({...state, mode: {...mode, line: editLine(mode.line, key) ?? mode.line}});
	}
}
