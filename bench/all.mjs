/**
 * Measures all that clumon promises in numbers, side by side with pm2 and plain node:cluster, one script of this folder
 * after the other, and writes the page of it: `results/README.md`, with the pictures.
 *
 *     npm run bench                            an hour and a half; leave the machine alone meanwhile
 *     npm run bench -- --quick                 some minutes: whether all works, and the order of the figures
 *     npm run bench -- --only start,idle       the others stay as they stand on the page; `--skip` all but those
 *     npm run bench -- --results <folder>      another folder than results/
 *
 * A script that fails is named on the page, and the rest goes on. Exits with 1 when one did, and with 2 for wrong usage. A
 * promise that is missed is printed, and no failure.
 */
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {parts} from './lib/parts.mjs';
import {resultsFolder} from './lib/report.mjs';
import {formatPage, picturesIn, readSections} from './lib/results-page.mjs';
import {earlierRun, runScript} from './lib/run-part.mjs';

const {values} = parseArgs({
	options: {
		quick: {type: 'boolean', default: false},
		only: {type: 'string', default: parts.map(({name}) => name).join(',')},
		skip: {type: 'string', default: ''},
		results: {type: 'string', default: resultsFolder},
	},
});
const missing = findMissing();
if (missing.length > 0) {
	console.error(`not installed: ${missing.join(', ')}; npm ci --prefix bench installs what the benchmarks need`);
	process.exit(2);
}
const folder = resolve(values.results);
const page = join(folder, 'README.md');
const writtenBefore = existsSync(page) ? readSections(readFileSync(page, 'utf8')) : new Map();
const sections = parts.map(({name, title, runs}) => ({
	name,
	title,
	runs: runs.flatMap(({keeps}) => earlierRun({keeps, folder}) ?? []),
	written: writtenBefore.get(title),
}));
for (const {name, title, runs} of choose()) {
	const section = sections.find(one => one.name === name);
	section.runs = [];
	console.log(`\n## ${title}\n`);
	for (const {script, keeps, ...forms} of runs) {
		const args = values.quick ? forms.quick : (forms.long ?? '');
		if (args !== undefined) {
			section.runs.push(await runScript({script, keeps, args: listOf(args), folder}));
		}
	}
	// After each, so that what is broken off has a page too.
	writePage();
}
const failures = sections.flatMap(({runs}) => runs.flatMap(({failure}) => failure ?? []));
for (const failure of failures) {
	console.error(`not measured: ${failure}`);
}
console.log(`written: ${page}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Arguments are a list where one of them has blanks in it. */
function listOf(args) {
	return Array.isArray(args) ? args : args.split(' ').filter(Boolean);
}

/** What the benchmarks need and do not have: better told now than hours later. */
function findMissing() {
	const {devDependencies} = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
	return Object.keys(devDependencies).filter(name => !existsSync(new URL(`node_modules/${name}`, import.meta.url)));
}

function choose() {
	const [only, skip] = [values.only, values.skip].map(list => list.split(',').filter(Boolean));
	const names = parts.map(({name}) => name);
	const unknown = [...only, ...skip].filter(name => !names.includes(name));
	if (unknown.length > 0) {
		console.error(`no part is named "${unknown[0]}"; there are ${names.join(', ')}`);
		process.exit(2);
	}
	return parts.filter(({name}) => only.includes(name) && !skip.includes(name));
}

function writePage() {
	mkdirSync(folder, {recursive: true});
	const shown = sections.filter(({runs, written}) => runs.length > 0 || written !== undefined);
	const kept = shown.filter(({runs}) => runs.length === 0).flatMap(({written}) => picturesIn(written));
	// Of an earlier run, which may have had others.
	for (const name of readdirSync(folder).filter(one => one.endsWith('.svg') && !kept.includes(one))) {
		rmSync(join(folder, name));
	}
	for (const [name, content] of Object.entries(formatPage(shown))) {
		writeFileSync(join(folder, name), content);
	}
}
