import {expect, it} from 'vitest';
import {drawBanner} from '../../src/ui/banner.js';
import {createTheme} from '../../src/ui/text/theme.js';
import {PLAIN_OPTIONS, readyCluster} from './screen-fixtures.js';

const theme = createTheme(PLAIN_OPTIONS);

it('says first of all that what is shown is old', () => {
	const snapshot = {...readyCluster(1), startFailure: 'exit 1', outdated: 'connection lost'};
	expect(drawBanner(snapshot, {width: 80, theme})).toEqual([
		'✖ clumon app: connection lost. This is how it was; trying to reach it again…',
	]);
	expect(drawBanner(readyCluster(1), {width: 80, theme})).toEqual([]);
});
