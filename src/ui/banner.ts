import {basename} from 'node:path';
import type {ClusterSnapshot} from '../model/snapshot.js';
import {drawSpans} from './text/spans.js';
import type {Theme} from './text/theme.js';
import {wrapWords} from './text/wrap-words.js';

const MOST_LINES = 4;

/**
 * What is said above everything else: that nothing here is new any more, or that the app does not start at all, and why. No
 * line when there is nothing.
 */
export function drawBanner(
	snapshot: ClusterSnapshot,
	{width, theme}: {readonly width: number; readonly theme: Theme},
): readonly string[] {
	const news = bannerText(snapshot);
	if (news === undefined) {
		return [];
	}
	const sign = `${theme.glyphs.state.failed} `;
	const text = theme.words(news);
	const lines = wrapWords(text, width - sign.length).slice(0, MOST_LINES);
	return lines.map((line, index) =>
		drawSpans([{text: `${index === 0 ? sign : ' '.repeat(sign.length)}${line}`, style: theme.critical}], {
			width,
			theme,
		}),
	);
}

function bannerText({name, app, outdated, startFailure}: ClusterSnapshot): string | undefined {
	if (outdated !== undefined) {
		return `clumon ${name}: ${outdated}. This is how it was; trying to reach it again…`;
	}
	return startFailure && `${basename(app)} fails to start: ${startFailure}. The log says more; r tries again.`;
}
