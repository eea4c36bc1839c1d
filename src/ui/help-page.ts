import type {StateKind} from '../model/snapshot.js';
import type {ScreenOptions} from '../start-options.js';
import type {ActionGroup} from './actions.js';
import {keyEntries, keyLabels} from './key-map.js';
import {drawSpans, fitSpans, type Span} from './text/spans.js';
import type {Style, Theme} from './text/theme.js';
import {wrapWords} from './text/wrap-words.js';

export type HelpPage = {
	readonly options: ScreenOptions;
	readonly width: number;
	readonly height: number;
	/** The first line to be seen. */
	readonly top: number;
	readonly theme: Theme;
};

type Line = readonly Span[];
type Block = readonly Line[];
type Columns<T> = readonly [left: T, right: T];

const GROUPS: readonly ActionGroup[] = ['Workers', 'Cluster', 'Log', 'Screen'];
const TWO_COLUMNS = 110;
const COLUMN_GAP = 2;
/** The longest name (`Up k Down j`) and the spaces around it. */
const NAME_WIDTH = 14;

/** All keys, from the list of actions, and what the signs mean: as much as there is room for, from line `top` on. */
export function drawHelpPage(page: HelpPage): readonly string[] {
	const {width, height, theme} = page;
	const lines = helpLines(page);
	const top = Math.max(0, Math.min(page.top, lines.length - height));
	return Array.from({length: height}, (_, row) => drawSpans(lines[top + row] ?? [], {width, theme}));
}

/** How many lines of the page are out of sight. */
export function countHelpOverflow(page: Omit<HelpPage, 'top'>): number {
	return Math.max(0, helpLines(page).length - page.height);
}

function helpLines(page: Omit<HelpPage, 'top'>): readonly Line[] {
	const isWide = page.width >= TWO_COLUMNS;
	const width = isWide ? Math.floor((page.width - COLUMN_GAP) / 2) : page.width;
	const [workers = [], cluster = [], log = [], screen = []] = GROUPS.map(group => groupLines(group, {...page, width}));
	const states = stateLines({...page, width});
	const signs = signLines({...page, width});
	const mouse = page.options.mouse ? [mouseLines({...page, width})] : [];
	return isWide
		? sideBySide(inTwoColumns([[workers], [log]], [states, cluster, signs, screen, ...mouse]), {...page, width})
		: stack([workers, cluster, log, screen, ...mouse, states, signs]);
}

function stack(blocks: readonly Block[]): Block {
	return blocks.filter(({length}) => length > 0).flatMap((lines, index) => (index === 0 ? lines : [[], ...lines]));
}

/** Each of the others goes below the shorter one. */
function inTwoColumns([left, right]: Columns<readonly Block[]>, others: readonly Block[]): Columns<Block> {
	const columns = others.reduce<Columns<readonly Block[]>>(
		([a, b], block) => (stack(a).length <= stack(b).length ? [[...a, block], b] : [a, [...b, block]]),
		[left, right],
	);
	return [stack(columns[0]), stack(columns[1])];
}

function sideBySide([left, right]: Columns<Block>, {width, theme}: Pick<HelpPage, 'width' | 'theme'>): readonly Line[] {
	const {ellipsis} = theme.glyphs;
	return Array.from({length: Math.max(left.length, right.length)}, (_, row) => [
		...fitSpans(left[row] ?? [], {width, align: 'left', ellipsis}),
		{text: ' '.repeat(COLUMN_GAP)},
		...(right[row] ?? []),
	]);
}

function groupLines(group: ActionGroup, page: Omit<HelpPage, 'top'>): readonly Line[] {
	const {options, theme} = page;
	const entries = keyEntries(options).filter(({action}) => action.group === group);
	if (entries.length === 0) {
		return [];
	}
	return [
		titleLine(group, theme),
		...entries.flatMap(({action, keys}) =>
			entryLines(
				{name: keyLabels(keys, theme.glyphs).join(' '), style: theme.strong, text: action.description ?? action.label},
				page,
			),
		),
	];
}

const STATES: Readonly<Record<StateKind, string>> = {
	starting: 'forked',
	online: 'runs, and is not ready yet',
	ready: 'serves',
	draining: 'finishes its connections; seconds to SIGTERM',
	stopping: 'SIGTERM sent; seconds to SIGKILL',
	waiting: 'seconds to the next try, and its number',
	stopped: 'by you, or by itself (--no-autorestart)',
	failed: 'gave up, and why; r tries again',
};

function stateLines(page: Omit<HelpPage, 'top'>): readonly Line[] {
	const {theme} = page;
	const states = Object.entries(STATES) as [StateKind, string][];
	return [
		titleLine('States', theme),
		...states.flatMap(([kind, text]) =>
			entryLines({name: `${theme.glyphs.state[kind]} ${kind}`, style: theme.state[kind], text}, page),
		),
	];
}

function signLines(page: Omit<HelpPage, 'top'>): readonly Line[] {
	const {theme} = page;
	const {above, below, stderr, error, warning, message} = theme.glyphs;
	const signs = [
		['CPU', '100% is one core'],
		['MEM', 'resident set size'],
		['RST', 'how often a worker was replaced'],
		['hung', 'its event loop has stood still for so long'],
		[`${above} ${below}`, "far above, below its siblings' median"],
		[stderr, 'a line from stderr, in the colour of its level'],
		[`${error} ${warning}`, 'an error, a warning on stdout'],
		[message, 'a message from a worker'],
	] as const;
	return [
		titleLine('Signs', theme),
		...signs.flatMap(([name, text]) => entryLines({name, style: theme.strong, text}, page)),
	];
}

/** With --mouse. */
function mouseLines(page: Omit<HelpPage, 'top'>): readonly Line[] {
	const {theme} = page;
	const acts = [
		['wheel', 'scroll what it is over; over the table, select'],
		['click', 'select a worker, sort by a heading, pause the log at a line'],
		['Shift', "held, the terminal's own selection of text"],
	] as const;
	return [
		titleLine('Mouse', theme),
		...acts.flatMap(([name, text]) => entryLines({name, style: theme.strong, text}, page)),
	];
}

function titleLine(title: string, theme: Theme): Line {
	return [{text: ` ${title}`, style: theme.accent}];
}

/** A name and what it means, which goes on below itself. */
function entryLines(
	{name, style, text}: {readonly name: string; readonly style: Style; readonly text: string},
	{width}: Pick<HelpPage, 'width'>,
): readonly Line[] {
	const [first = '', ...rest] = wrapWords(text, Math.max(1, width - NAME_WIDTH));
	return [
		[{text: ` ${name}`.padEnd(NAME_WIDTH), style}, {text: first}],
		...rest.map((line): Line => [{text: ' '.repeat(NAME_WIDTH)}, {text: line}]),
	];
}
