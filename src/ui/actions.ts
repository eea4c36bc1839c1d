/** What the user can do on the screen. */
export type Action = {
	readonly id: ActionId;
	/** As input events name them (input-event.ts). */
	readonly keys: readonly string[];
	/** With --vim, instead of `keys`. */
	readonly vimKeys?: readonly string[];
	/** Keys that do it too and that nobody needs to be told of. */
	readonly silentKeys?: readonly string[];
	/** What the footer calls it. */
	readonly label: string;
	/** What the help page says about it; left out where the action before it tells of both (`↑ ↓`, `+ -`). */
	readonly description?: string;
	readonly group: ActionGroup;
	/** The focus that it needs, the table's being that of the details too; any when left out. */
	readonly focus?: Exclude<Focus, 'detail'>;
	/** Acts on workers: not there with --read-only. */
	readonly changes?: true;
	/** Only on a screen in clumon's own process, or only on one elsewhere (`clumon monit`); on both when left out. */
	readonly only?: 'here' | 'elsewhere';
	/** Asked about first with --confirm. */
	readonly confirm?: true;
};

/** `detail`: keys act on the selected worker as in the table, and scroll its details instead of the log. */
export type Focus = 'table' | 'detail' | 'log';
export type ActionGroup = 'Workers' | 'Cluster' | 'Log' | 'Screen';

export type ActionId =
	| 'select-up'
	| 'select-down'
	| 'restart'
	| 'kill'
	| 'kill-now'
	| 'disconnect'
	| 'stop'
	| 'send'
	| 'profile'
	| 'heap-snapshot'
	| 'inspect'
	| 'send-all'
	| 'reload'
	| 'scale-up'
	| 'scale-down'
	| 'log-of-selected'
	| 'log-of-instance'
	| 'log-of-all'
	| 'cycle-level'
	| 'cycle-stream'
	| 'toggle-mark'
	| 'older-mark'
	| 'newer-mark'
	| 'clear-log'
	| 'find'
	| 'next-match'
	| 'previous-match'
	| 'matches-only'
	| 'next-error'
	| 'previous-error'
	| 'line-up'
	| 'line-down'
	| 'scroll-left'
	| 'scroll-right'
	| 'page-up'
	| 'page-down'
	| 'first-line'
	| 'last-line'
	| 'toggle-follow'
	| 'toggle-wrap'
	| 'cycle-timestamps'
	| 'toggle-zoom'
	| 'cycle-sort'
	| 'reverse-sort'
	| 'toggle-pretty'
	| 'open-line'
	| 'copy-line'
	| 'copy-view'
	| 'save-log'
	| 'switch-focus'
	| 'back'
	| 'help'
	| 'quit'
	| 'detach';

/**
 * All that can be done. The key map, the footer, the help page and the README's table come from this list, in this
 * order. `quit` does not count as a change: also with --read-only there is a way out.
 */
export const ACTIONS: readonly Action[] = [
	...inGroup({group: 'Workers', focus: 'table'}, [
		{id: 'select-up', keys: ['up'], vimKeys: ['up', 'k'], label: 'select', description: 'select a worker'},
		{id: 'select-down', keys: ['down'], vimKeys: ['down', 'j'], label: 'select'},
		{
			id: 'restart',
			keys: ['r'],
			label: 'restart',
			description: 'restart: the old one serves until the new one is ready; or start',
			changes: true,
			confirm: true,
		},
		{
			id: 'kill',
			keys: ['k'],
			vimKeys: ['K'],
			label: 'kill',
			description: 'kill: SIGTERM, then SIGKILL; stays stopped',
			changes: true,
			confirm: true,
		},
		{
			id: 'kill-now',
			keys: ['K'],
			vimKeys: ['ctrl-k'],
			label: 'kill now',
			description: 'kill now: SIGKILL; stays stopped',
			changes: true,
			confirm: true,
		},
		{
			id: 'disconnect',
			keys: ['d'],
			label: 'disconnect',
			description: 'disconnect: ends when its connections have; stays stopped',
			changes: true,
			confirm: true,
		},
		{
			id: 'stop',
			keys: ['s'],
			label: 'stop',
			description: 'stop: drain, SIGTERM, SIGKILL; stays stopped',
			changes: true,
		},
		{id: 'cycle-sort', keys: ['o'], label: 'sort', description: 'sort by the next column; the other way round'},
		{id: 'reverse-sort', keys: ['O'], label: 'sort'},
		{id: 'send', keys: ['m'], label: 'message', description: 'send it a message, text or JSON', changes: true},
		{
			id: 'profile',
			keys: ['P'],
			label: 'profile',
			description: 'CPU profile, heap snapshot, inspector',
			changes: true,
		},
		{id: 'heap-snapshot', keys: ['H'], label: 'heap snapshot', changes: true},
		{id: 'inspect', keys: ['I'], label: 'inspector', changes: true},
	]),
	...inGroup({group: 'Cluster', focus: 'table'}, [
		{
			id: 'reload',
			keys: ['R'],
			label: 'reload',
			description: 'rolling reload: restart all, one after the other',
			changes: true,
			confirm: true,
		},
		{
			id: 'scale-up',
			keys: ['+'],
			// The same key without Shift.
			silentKeys: ['='],
			label: 'scale',
			description: 'one instance more, or one less',
			changes: true,
		},
		{id: 'scale-down', keys: ['-'], label: 'scale', changes: true, confirm: true},
		{id: 'send-all', keys: ['M'], label: 'message all', description: 'send a message to every worker', changes: true},
	]),
	...inGroup({group: 'Log'}, [
		{
			id: 'log-of-selected',
			keys: ['enter'],
			label: 'its log',
			description: "only the selected worker's log, or all",
			focus: 'table',
		},
		{
			id: 'log-of-instance',
			keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
			label: 'one',
			description: "that worker's log",
		},
		{id: 'log-of-all', keys: ['a'], label: 'all', description: 'the log of all; what was cleared, too'},
		{id: 'find', keys: ['/'], label: 'find', description: 'find a regular expression'},
		{id: 'next-match', keys: ['n'], label: 'match', description: 'the next older match; the next newer'},
		{id: 'previous-match', keys: ['N'], label: 'match'},
		{id: 'matches-only', keys: ['x'], label: 'only', description: 'only the lines that match, or all'},
		{id: 'cycle-level', keys: ['v'], label: 'level', description: 'least level: all, debug, info, warn, error'},
		{
			id: 'cycle-stream',
			keys: ['i'],
			label: 'kind',
			description: 'only stdout, stderr, events, messages; or all',
		},
		{id: 'next-error', keys: ['e'], label: 'error', description: 'the next older error; the next newer'},
		{id: 'previous-error', keys: ['E'], label: 'error'},
		{
			id: 'toggle-mark',
			keys: ['m'],
			label: 'mark',
			description: 'in the log: mark; next older mark, next newer',
			focus: 'log',
		},
		{id: 'older-mark', keys: ['u'], label: 'marks'},
		{id: 'newer-mark', keys: ['U'], label: 'marks'},
		{
			id: 'clear-log',
			keys: ['c'],
			silentKeys: ['ctrl-l'],
			label: 'clear',
			description: 'clear the view: only what is new from now on',
		},
		{
			id: 'line-up',
			keys: ['up', 'k'],
			label: 'line',
			description: 'in the log: a line up or down',
			focus: 'log',
		},
		{id: 'line-down', keys: ['down', 'j'], label: 'line', focus: 'log'},
		{
			id: 'scroll-left',
			keys: ['left'],
			vimKeys: ['left', 'h'],
			label: 'sideways',
			description: 'left and right along cut lines',
		},
		{id: 'scroll-right', keys: ['right'], vimKeys: ['right', 'l'], label: 'sideways'},
		{id: 'page-up', keys: ['pageup'], label: 'page', description: 'scroll by a page; the log pauses'},
		{id: 'page-down', keys: ['pagedown'], label: 'page'},
		{id: 'first-line', keys: ['home', 'g'], label: 'oldest', description: 'the oldest line'},
		{id: 'last-line', keys: ['end', 'G'], label: 'newest', description: 'the newest line, and follow'},
		{id: 'toggle-follow', keys: ['f'], label: 'follow', description: 'follow, or pause: figures are those of then'},
		{id: 'toggle-wrap', keys: ['w'], label: 'wrap', description: 'wrap long lines, or cut them'},
		{id: 'cycle-timestamps', keys: ['t'], label: 'time', description: 'time of day, age, or neither'},
		{id: 'toggle-zoom', keys: ['z'], label: 'zoom', description: 'the log alone, or all'},
		{id: 'toggle-pretty', keys: ['p'], label: 'pretty', description: 'lines of JSON: pretty, or as they are'},
		{
			id: 'open-line',
			keys: ['enter'],
			label: 'open',
			description: 'in the log: the line whole, JSON indented',
			focus: 'log',
		},
		{id: 'copy-line', keys: ['y'], label: 'copy', description: 'copy the line, or all lines that are seen'},
		{id: 'copy-view', keys: ['Y'], label: 'copy'},
		{id: 'save-log', keys: ['S'], label: 'save', description: 'save the log to a file'},
	]),
	...inGroup({group: 'Screen'}, [
		{
			id: 'switch-focus',
			keys: ['tab'],
			silentKeys: ['shift-tab'],
			label: 'focus',
			description: "the focus: log, the worker's details, workers",
		},
		{id: 'back', keys: ['escape'], label: 'back', description: 'back one step; never quits'},
		{id: 'help', keys: ['?'], label: 'help', description: 'this page'},
		{
			id: 'quit',
			keys: ['q', 'ctrl-c'],
			label: 'quit',
			description: 'drain all and end; again: SIGTERM; once more: SIGKILL',
			only: 'here',
			confirm: true,
		},
		{id: 'detach', keys: ['q', 'ctrl-c'], label: 'detach', description: 'leave; the app goes on', only: 'elsewhere'},
	]),
];

function inGroup(
	common: Pick<Action, 'group' | 'focus'>,
	actions: readonly Omit<Action, 'group'>[],
): readonly Action[] {
	return actions.map(action => ({...common, ...action}));
}
