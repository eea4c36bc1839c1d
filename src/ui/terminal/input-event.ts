/**
 * One thing the user did. A key is a printable character itself (`r`, `K`, `/`, `é`), or a word: up down left right home
 * end pageup pagedown insert delete enter tab shift-tab escape backspace f1…f12, with `ctrl-` or `alt-` before it where
 * that was held (`ctrl-c`, `ctrl-up`). A paste is text, never keys.
 */
export type InputEvent =
	| {readonly type: 'key'; readonly key: string}
	| {readonly type: 'paste'; readonly text: string}
	| MouseInput;

/** A press of the left button, or a notch of the wheel, over a cell of the screen; both count from 0. */
export type MouseInput = {
	readonly type: 'mouse';
	readonly act: 'click' | 'wheel-up' | 'wheel-down';
	readonly column: number;
	readonly row: number;
};

/** Where the screen's input comes from: calls `onInput` for each event in order; returns the unsubscribe function. */
export type InputSource = (onInput: (event: InputEvent) => void) => () => void;
