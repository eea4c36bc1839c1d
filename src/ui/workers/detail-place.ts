import type {DetailPane} from './detail-pane.js';

/** With the blank after it. */
const DIVIDER_WIDTH = 2;

/** Cells for a line of the details. */
export function lineWidth({place, width}: Pick<DetailPane, 'place' | 'width'>): number {
	return place === 'beside' ? width - DIVIDER_WIDTH : width;
}
