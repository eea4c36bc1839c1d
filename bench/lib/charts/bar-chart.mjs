import {COLOUR_COUNT, formatTick, line, round, svg, text, ticksUpTo, WIDTH} from './svg.mjs';

const ROW_HEIGHT = 30;
const BAR_HEIGHT = 16;
const TOP = 46;
const BELOW = 48;
const PLOT = {left: 130, right: WIDTH - 90};

/**
 * A bar from zero to the median of each row, with a line from the least to the greatest.
 *
 * @param axis what is along it, with its unit
 * @param rows `{name, value, least, greatest}[]`
 * @param reference where a dashed line stands, for ratios: 1
 */
export function formatBarChart({title, axis, rows, reference}) {
	const ticks = ticksUpTo(Math.max(0, reference ?? 0, ...rows.map(({greatest}) => greatest).filter(Number.isFinite)));
	const bottom = TOP + rows.length * ROW_HEIGHT;
	const x = value => PLOT.left + (value / ticks.at(-1)) * (PLOT.right - PLOT.left);
	const upright = (value, kind) => line({x1: x(value), y1: TOP, x2: x(value), y2: bottom, kind});
	return svg({
		height: bottom + BELOW,
		title: `${title} (${axis})`,
		content: [
			...ticks.flatMap(tick => [
				upright(tick, 'grid'),
				text({x: x(tick), y: bottom + 18, content: formatTick(tick), anchor: 'middle'}),
			]),
			...rows.flatMap((row, index) => drawRow({row, x, y: TOP + index * ROW_HEIGHT, colour: index % COLOUR_COUNT})),
			...(reference === undefined ? [] : [upright(reference, 'reference')]),
			text({x: (PLOT.left + PLOT.right) / 2, y: bottom + 38, content: axis, anchor: 'middle'}),
		],
	});
}

function drawRow({row: {name, value, least, greatest}, x, y, colour}) {
	const middle = y + ROW_HEIGHT / 2;
	const label = text({x: PLOT.left - 10, y: middle + 4, content: name, anchor: 'end'});
	if (!Number.isFinite(value)) {
		return [label, text({x: PLOT.left + 6, y: middle + 4, content: '–'})];
	}
	return [
		label,
		`<rect class="fill${colour}" x="${PLOT.left}" y="${middle - BAR_HEIGHT / 2}" width="${round(x(value) - PLOT.left)}" height="${BAR_HEIGHT}"/>`,
		line({x1: x(least), y1: middle, x2: x(greatest), y2: middle, kind: 'range'}),
		text({x: x(greatest) + 8, y: middle + 4, content: value.toFixed(value < 10 ? 2 : 0), kind: 'value'}),
	];
}
