import {Box, Transform} from 'ink';
import {useContext} from 'react';
import type {PaneLines} from './draw-screen.js';
import {CarryLineContext} from './terminal/line-carrier.js';

/**
 * Lines that are drawn already. Ink 6.8 keeps every distinct text that it measures for ever (ink/build/measure-text.js),
 * which is 4 to 15 KB for each frame of a log. So the text that it measures says nothing but how high the pane is, and
 * the lines are put in its place when Ink writes it out.
 *
 * Panes side by side are given the height of the highest: each row has a line of each, if an empty one.
 */
export function Pane({width, lines, height = lines.length}: PaneLines & {readonly height?: number}) {
	const carry = useContext(CarryLineContext);
	if (height === 0) {
		return undefined;
	}
	const place = (row: number) => carry?.(lines[row] ?? '', width) ?? lines[row] ?? '';
	return (
		<Box width={carry === undefined ? width : 1} height={height} flexShrink={0}>
			<Transform transform={(_, row) => place(row)}>{placeholder(height)}</Transform>
		</Box>
	);
}

/** A text of so many lines, none of them empty: Ink writes no empty text. */
function placeholder(height: number): string {
	return Array.from({length: height}, () => '.').join('\n');
}
