// The cells of a terminal as an SVG.

const cell = {width: 8.4, height: 18};
const padding = 14;
const foreground = '#d4d4d8';
const background = '#18181b';
const palette = [
	...['#27272a', '#f87171', '#4ade80', '#facc15', '#60a5fa', '#c084fc', '#22d3ee', '#d4d4d8'],
	...['#71717a', '#fca5a5', '#86efac', '#fde047', '#93c5fd', '#d8b4fe', '#67e8f9', '#fafafa'],
];

export function drawTerminal(terminal, {columns, rows, title}) {
	const width = round(columns * cell.width + 2 * padding);
	const height = rows * cell.height + 2 * padding;
	const lines = Array.from({length: rows}, (_, y) => drawLine(terminal.buffer.active.getLine(y), {y, columns}));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<title>${escapeXml(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${background}"/>
${lines.join('\n')}
</svg>
`;
}

function drawLine(line, {y, columns}) {
	return runs(line, columns)
		.filter(({text, style}) => text.trim() !== '' || style.back !== background)
		.map(run => drawRun(run, y))
		.join('\n');
}

function drawRun({x, text, width, style}, y) {
	const left = padding + x * cell.width;
	const top = padding + y * cell.height;
	const box =
		style.back === background
			? ''
			: `<rect x="${round(left)}" y="${top}" width="${round(width * cell.width)}" height="${cell.height}" fill="${style.back}"/>`;
	const weight = style.bold ? ' font-weight="bold"' : '';
	const opacity = style.dim ? ' opacity="0.6"' : '';
	// The length holds the columns in place whatever font there is.
	return `${box}<text x="${round(left)}" y="${top + 13}" fill="${style.fore}"${weight}${opacity} textLength="${round(width * cell.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(text)}</text>`;
}

/** Cells of one style that follow each other. */
function runs(line, columns) {
	const found = [];
	for (let x = 0; x < columns; x++) {
		const at = line.getCell(x);
		if (at.getWidth() === 0) {
			continue;
		}
		const style = styleOf(at);
		const last = found.at(-1);
		const text = at.getChars() || ' ';
		if (last && JSON.stringify(last.style) === JSON.stringify(style)) {
			last.text += text;
			last.width += at.getWidth();
		} else {
			found.push({x, text, width: at.getWidth(), style});
		}
	}
	return found;
}

function styleOf(at) {
	const fore = color(at.getFgColor(), {isRgb: at.isFgRGB(), isPalette: at.isFgPalette()}) ?? foreground;
	const back = color(at.getBgColor(), {isRgb: at.isBgRGB(), isPalette: at.isBgPalette()}) ?? background;
	const style = {fore, back, bold: at.isBold() !== 0, dim: at.isDim() !== 0};
	return at.isInverse() ? {...style, fore: back, back: fore} : style;
}

function color(value, {isRgb, isPalette}) {
	if (isRgb) {
		return hex([value >> 16, (value >> 8) & 255, value & 255]);
	}
	return isPalette ? (palette[value] ?? extendedColor(value)) : undefined;
}

/** Of the 256: a cube of 6×6×6 from 16 on, and greys from 232. */
function extendedColor(value) {
	if (value >= 232) {
		return hex(Array(3).fill(8 + (value - 232) * 10));
	}
	const levels = [0, 95, 135, 175, 215, 255];
	const index = value - 16;
	return hex([levels[Math.floor(index / 36)], levels[Math.floor(index / 6) % 6], levels[index % 6]]);
}

function hex(channels) {
	return `#${channels.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

function escapeXml(text) {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value) {
	return Math.round(value * 10) / 10;
}
