/** One option of `clumon start`. The command line, --help and the README's table are made from these rows. */
export type StartOptionRow = {
	readonly group: 'Workers' | 'Restarts' | 'Output' | 'Screen';
	/** As commander reads them: `-i, --instances <n|max|-n>`. */
	readonly flags: string;
	readonly description: string;
	readonly default?: string;
	/** May be given several times; each adds to the ones before. */
	readonly repeatable?: true;
};

/** What was given, by option: text as it was typed. An option without a value is there or not. */
export type StartOptionValues = ScreenOptionValues & {
	readonly instances: string;
	readonly name?: string;
	readonly only?: string;
	readonly cwd?: string;
	readonly env?: readonly string[];
	readonly envFile?: readonly string[];
	readonly nodeArgs?: string;
	readonly waitReady?: true;
	readonly readyTimeout: string;
	readonly drainTimeout: string;
	readonly killTimeout: string;
	readonly stopFirst?: true;
	readonly parallel: string;
	readonly scheduling: string;
	readonly autorestart: boolean;
	readonly maxMemory?: string;
	readonly watch?: true | readonly string[];
	readonly hangRestart: boolean;
	readonly probe: boolean;
	readonly lines: string;
	readonly logDir?: string;
	readonly logTime?: true;
	readonly metrics?: string;
	readonly readyMin?: string;
	readonly headless?: true;
	readonly json?: true;
};

export type ScreenOptionValues = {
	readonly confirm?: true;
	readonly readOnly?: true;
	readonly ascii?: true;
	readonly vim?: true;
	readonly mouse?: true;
};

export const startOptionTable: readonly StartOptionRow[] = [
	{
		group: 'Workers',
		flags: '-i, --instances <n|max|-n>',
		description: 'workers: max is one per core, -n is n less',
		default: 'max',
	},
	{group: 'Workers', flags: '-n, --name <name>', description: "what to call it, else the app's file name"},
	{group: 'Workers', flags: '--only <name>', description: 'which app of an ecosystem file of pm2'},
	{group: 'Workers', flags: '--cwd <dir>', description: 'where the workers run'},
	{
		group: 'Workers',
		flags: '--env <KEY=VALUE>',
		description: 'a variable for the workers; repeatable',
		repeatable: true,
	},
	{
		group: 'Workers',
		flags: '--env-file <file>',
		description: 'variables that are not set yet; repeatable',
		repeatable: true,
	},
	{group: 'Workers', flags: '--node-args <args>', description: 'options for node, such as "--import tsx"'},
	{group: 'Restarts', flags: '--wait-ready', description: "ready means process.send('ready'), not listening"},
	{
		group: 'Restarts',
		flags: '--ready-timeout <ms>',
		description: 'past it a replacement has failed',
		default: '10000',
	},
	{
		group: 'Restarts',
		flags: '--drain-timeout <ms>',
		description: 'to finish connections before SIGTERM',
		default: '10000',
	},
	{group: 'Restarts', flags: '--kill-timeout <ms>', description: 'from SIGTERM to SIGKILL', default: '5000'},
	{group: 'Restarts', flags: '--stop-first', description: 'stop the old worker before forking the new'},
	{group: 'Restarts', flags: '--parallel <n>', description: 'replacements at a time in a reload', default: '1'},
	{
		group: 'Workers',
		flags: '--scheduling <policy>',
		description: 'rr: in turn; os, reuseport: faster, uneven',
		default: 'rr',
	},
	{group: 'Restarts', flags: '--no-autorestart', description: 'a worker that exits stays down'},
	{group: 'Restarts', flags: '--max-memory <size>', description: 'replace a worker that stays above it: 300M, 1G'},
	{group: 'Restarts', flags: '--watch [path...]', description: 'rolling reload when files change'},
	{group: 'Restarts', flags: '--no-hang-restart', description: 'a worker that hangs is only marked'},
	{group: 'Restarts', flags: '--no-probe', description: 'no preload: reloads may drop requests'},
	{group: 'Output', flags: '--headless', description: 'no screen: log on stdout, events on stderr'},
	{group: 'Output', flags: '--json', description: 'no screen: both as newline-delimited JSON'},
	{group: 'Output', flags: '--log-dir <dir>', description: 'every line also to <name>-<instance>.log there'},
	{group: 'Output', flags: '--log-time', description: 'with the time before each line in the files'},
	{group: 'Output', flags: '--lines <n>', description: 'log lines kept in memory', default: '10000'},
	{group: 'Output', flags: '--metrics <[host:]port>', description: 'Prometheus /metrics, /healthz and /readyz'},
	{group: 'Output', flags: '--ready-min <n>', description: 'instances ready for /readyz to say so, else 1'},
	{group: 'Screen', flags: '--confirm', description: 'ask before r k K d R - q'},
	{group: 'Screen', flags: '--read-only', description: 'no action keys'},
	{group: 'Screen', flags: '--ascii', description: 'no box or block characters'},
	{group: 'Screen', flags: '--vim', description: 'j and k move, K kills'},
	{group: 'Screen', flags: '--mouse', description: 'wheel and click; select text with Shift then'},
];
