import {formatBarChart} from './charts/bar-chart.mjs';
import {formatLineChart} from './charts/line-chart.mjs';
import {formatTable} from './report.mjs';

/**
 * The page of all that `npm run bench` has measured, and its pictures.
 *
 * @param sections `{title, runs: {command, printed, kept, failure}[], written}[]`, as runScript returns the runs; where there
 * are none, what the page had of it
 * @returns {Record<string, string>} what is to be in which file
 */
export function formatPage(sections) {
	const pictures = {};
	const body = sections.flatMap(({title, runs, written}) => [
		`## ${title}`,
		...(runs.length === 0 ? [written] : runs.flatMap(run => formatRun(run, pictures))),
	]);
	const page = [
		'# Results',
		`What \`npm run bench\` has written; do not edit. Medians, with the least and the greatest in brackets, of rounds in which what is compared takes turns; what each figure means is at the head of its script.`,
		...formatSummary(sections),
		...body,
	];
	return {'README.md': `${page.join('\n\n')}\n`, ...pictures};
}

/** @returns {Map<string, string>} what an earlier page has written, by the title of its section */
export function readSections(page) {
	const [, ...sections] = page.split(/^## /m);
	return new Map(
		sections.map(section => {
			const [title, ...lines] = section.split('\n');
			return [title, lines.join('\n').trim()];
		}),
	);
}

/** The files that a section shows. */
export function picturesIn(section) {
	return [...section.matchAll(/!\[.*?\]\((.*?)\)/g)].map(([, file]) => file);
}

/** The rows of tables like `| promise | limit | measured | |`. */
function promisesIn(section) {
	const rows = section.split('\n').map(line => line.split('|').map(cell => cell.trim()));
	return rows.flatMap(([, promise, limit, measured, verdict]) =>
		verdict === 'met' || verdict === '**missed**' ? [{promise, limit, measured, isKept: verdict === 'met'}] : [],
	);
}

/** Of one run, as it was at its end. */
function describe({at, cpu, cores, memoryBytes, kernel, node, load}) {
	const memory = `${(memoryBytes / 2 ** 30).toFixed(0)} GiB`;
	return `${at}: ${cpu}, ${cores} cores, ${memory}, ${kernel}, Node ${node}; load average ${load.toFixed(2)}.`;
}

function formatSummary(sections) {
	const promises = sections.flatMap(({title, runs, written}) => {
		const those = runs.length === 0 ? promisesIn(written) : runs.flatMap(({kept}) => kept?.promises ?? []);
		return those.map(one => ({title, ...one}));
	});
	const missed = promises.filter(({isKept}) => !isKept);
	const failures = sections.flatMap(({runs}) => runs.flatMap(({failure}) => failure ?? []));
	return [
		'## In short',
		`${promises.length - missed.length} of ${promises.length} promises met.`,
		...(missed.length === 0
			? []
			: [
					formatTable(
						missed.map(one => ({missed: `${one.title}: ${one.promise}`, limit: one.limit, measured: one.measured})),
					),
				]),
		...failures.map(failure => `Not measured: \`${failure}\`.`),
	];
}

function formatRun({command, printed, kept, failure}, pictures) {
	const names = [
		...(kept?.lines ?? []).map(chart => keep(pictures, chart.title, formatLineChart(chart))),
		...(kept?.bars ?? []).map(chart => keep(pictures, chart.title, formatBarChart(chart))),
	];
	return [
		...(failure === undefined ? [] : [`**Not measured**: \`${failure}\`.`]),
		...(kept === undefined ? [] : [`\`${command}\`, ${describe(kept.machine)}`]),
		...(printed.trim() === '' ? [] : [setTablesApart(printed.trim())]),
		...names.map(({title, file}) => `![${title}](${file})`),
	];
}

function keep(pictures, title, picture) {
	const file = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.svg`;
	pictures[file] = picture;
	return {title, file};
}

/** A line right above a table would be taken for a part of it, and one right below it too. */
function setTablesApart(markdown) {
	const rows = markdown.split('\n');
	return rows
		.flatMap((row, index) => {
			const previous = rows[index - 1];
			const isEdge = index > 0 && row !== '' && previous !== '' && row.startsWith('|') !== previous.startsWith('|');
			return isEdge ? ['', row] : [row];
		})
		.join('\n');
}
