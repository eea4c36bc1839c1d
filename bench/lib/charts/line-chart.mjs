import {COLOUR_COUNT, formatTick, line, round, svg, text, ticksUpTo, WIDTH} from './svg.mjs';

const HEIGHT = 380;
const PLOT = {left: 76, right: WIDTH - 110, top: 48, bottom: HEIGHT - 52};
/** Between the names at the right end of the lines, at least. */
const NAME_HEIGHT = 15;

/**
 * How something grows with the number of workers: a line through the medians, a bar from the least to the greatest, x in
 * powers of two, y from zero.
 *
 * @param series `{name, points: {x, value, least, greatest}[]}[]`
 */
export function formatLineChart({title, unit, series}) {
	const points = series.flatMap(one => one.points).filter(({value}) => Number.isFinite(value));
	const counts = [...new Set(points.map(({x}) => x))].sort((a, b) => a - b);
	const ticks = ticksUpTo(Math.max(0, ...points.map(({greatest}) => greatest)));
	const place = createPlace({counts, top: ticks.at(-1)});
	return svg({
		height: HEIGHT,
		title: `${title} (${unit})`,
		content: [
			...ticks.flatMap(tick => drawTick(tick, place.y(tick))),
			...counts.map(count => text({x: place.x(count), y: PLOT.bottom + 20, content: count, anchor: 'middle'})),
			text({x: (PLOT.left + PLOT.right) / 2, y: HEIGHT - 12, content: 'workers', anchor: 'middle'}),
			text({x: 18, y: (PLOT.top + PLOT.bottom) / 2, content: unit, anchor: 'middle', rotate: -90}),
			...series.flatMap(({points}, index) => drawSeries({points, place, colour: index % COLOUR_COUNT})),
			...drawNames(series, place),
		],
	});
}

function createPlace({counts, top}) {
	const [first, last] = [Math.log2(counts[0] ?? 1), Math.log2(counts.at(-1) ?? 1)];
	const width = PLOT.right - PLOT.left;
	return {
		// One number of workers alone stands in the middle.
		x: count => PLOT.left + (last === first ? 0.5 : (Math.log2(count) - first) / (last - first)) * width,
		y: value => PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top),
	};
}

function drawTick(tick, y) {
	return [
		line({x1: PLOT.left, y1: y, x2: PLOT.right, y2: y, kind: 'grid'}),
		text({x: PLOT.left - 8, y: y + 4, content: formatTick(tick), anchor: 'end'}),
	];
}

function drawSeries({points, place, colour}) {
	const known = points.filter(({value}) => Number.isFinite(value));
	const path = known.map(({x, value}) => `${round(place.x(x))},${round(place.y(value))}`).join(' ');
	return [
		...known.map(({x, least, greatest}) =>
			line({x1: place.x(x), y1: place.y(least), x2: place.x(x), y2: place.y(greatest), kind: 'range'}),
		),
		`<polyline class="stroke${colour}" points="${path}"/>`,
		...known.map(
			({x, value}) => `<circle class="fill${colour}" cx="${round(place.x(x))}" cy="${round(place.y(value))}" r="3.5"/>`,
		),
	];
}

/** Each at the end of its line, moved down where it would lie on the one above. */
function drawNames(series, place) {
	const names = series
		.map(({name, points}, index) => ({name, colour: index % COLOUR_COUNT, y: place.y(points.at(-1)?.value ?? 0)}))
		.sort((a, b) => a.y - b.y);
	let lowest = Number.NEGATIVE_INFINITY;
	return names.map(({name, colour, y}) => {
		lowest = Math.max(y, lowest + NAME_HEIGHT);
		return text({x: PLOT.right + 12, y: lowest + 4, content: name, kind: `fill${colour}`});
	});
}
