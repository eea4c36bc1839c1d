/** What all charts share: size, the colours of a light and a dark page, text, and the numbers along an axis. */
export const WIDTH = 720;
const COLOURS = {
	light: ['#0b6bcb', '#c2410c', '#15803d', '#7e22ce', '#a16207'],
	dark: ['#60a5fa', '#fb923c', '#4ade80', '#c084fc', '#facc15'],
};

/** A whole file. It follows the reader's choice of light or dark, and says in words what it shows. */
export function svg({height, title, content}) {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img" aria-label="${escapeText(title)}">`,
		`<style>${style()}</style>`,
		`<rect class="page" width="${WIDTH}" height="${height}"/>`,
		text({x: 16, y: 26, content: title, kind: 'title'}),
		...content,
		'</svg>',
		'',
	].join('\n');
}

/** @param anchor `start`, `middle` or `end` */
export function text({x, y, content, anchor = 'start', kind = 'label', rotate}) {
	const turn = rotate === undefined ? '' : ` transform="rotate(${rotate} ${round(x)} ${round(y)})"`;
	return `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${turn}>${escapeText(content)}</text>`;
}

export function line({x1, y1, x2, y2, kind}) {
	return `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

/** Even, round numbers from 0 to the first that is not below `greatest`: 0, 50, 100, 150. */
export function ticksUpTo(greatest) {
	const most = greatest > 0 ? greatest : 1;
	const power = 10 ** Math.floor(Math.log10(most / 4));
	const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(one => one * 5 >= most) ?? 10 * power;
	const count = Math.ceil(most / step - 1e-9);
	return Array.from({length: count + 1}, (_, index) => Number((index * step).toPrecision(6)));
}

/** Short enough for an axis: `12k`, `1.5`. */
export function formatTick(value) {
	return value >= 10_000 ? `${Number((value / 1000).toPrecision(3))}k` : String(Number(value.toPrecision(3)));
}

export function round(value) {
	return Number(value.toFixed(1));
}

function escapeText(content) {
	return String(content).replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`);
}

function style() {
	return [
		'text{font:12px system-ui,sans-serif}',
		'.title{font-size:15px;font-weight:600}',
		theme({page: '#ffffff', ink: '#1f2328', quiet: '#59636e', grid: '#d9dee3', colours: COLOURS.light}),
		`@media(prefers-color-scheme:dark){${theme({page: '#0d1117', ink: '#e6edf3', quiet: '#9198a1', grid: '#30363d', colours: COLOURS.dark})}}`,
	].join('');
}

function theme({page, ink, quiet, grid, colours}) {
	return [
		`.page{fill:${page}}.title,.value{fill:${ink}}.label{fill:${quiet}}.grid{stroke:${grid}}`,
		`.range{stroke:${quiet};stroke-width:1.5}.reference{stroke:${ink};stroke-dasharray:4 3}`,
		...colours.map(
			(colour, index) => `.fill${index}{fill:${colour}}.stroke${index}{stroke:${colour};stroke-width:2;fill:none}`,
		),
	].join('');
}

/** How many series have a colour of their own; one more begins again. */
export const COLOUR_COUNT = COLOURS.light.length;
