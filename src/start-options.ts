/** How to run an app: the command line, checked and resolved. Paths are absolute; durations are milliseconds. */
export type StartOptions = {
	/** The app as the user named it. */
	readonly app: string;
	/** What the workers run. As node is given it: it may lack its extension, or be a directory or a link. */
	readonly script: string;
	/** What follows `--`. */
	readonly args: readonly string[];
	readonly name: string;
	readonly instances: number;
	readonly cwd: string;
	/** Added to the primary's environment for the workers: --env-file where that has no value yet, then --env. */
	readonly env: Readonly<Record<string, string>>;
	/** For the worker's node, before the script. */
	readonly nodeArgs: readonly string[];
	/** Ready is the app's `process.send('ready')`, not its first listening socket. */
	readonly waitReady: boolean;
	readonly readyTimeoutMs: number;
	readonly drainTimeoutMs: number;
	readonly killTimeoutMs: number;
	/** A restart stops the old worker before it forks the new one. */
	readonly stopFirst: boolean;
	/** Replacements at a time in a rolling reload. */
	readonly parallel: number;
	/** Who hands out new connections. */
	readonly scheduling: 'rr' | 'os' | 'reuseport';
	readonly autorestart: boolean;
	/** Resident set size past which a worker is replaced. */
	readonly maxMemoryBytes: number | undefined;
	/** Files and folders whose change makes a rolling reload. */
	readonly watch: readonly string[];
	/** Replace a worker whose event loop stands still; without, it is only marked. */
	readonly hangRestart: boolean;
	/** Load the preload into the workers: lossless output, reloads that drop nothing. */
	readonly probe: boolean;
	/** Log lines kept in memory. */
	readonly lines: number;
	/** Where every line goes as well. */
	readonly logFiles: LogFileOptions | undefined;
	/** `screen` needs a terminal on both ends; the others write the merged log to stdout. */
	readonly output: 'screen' | 'text' | 'json';
	readonly screen: ScreenOptions;
	readonly metrics: MetricsOptions | undefined;
	/** What the user should know of how the app is run, one line each. */
	readonly notes: readonly string[];
};

/** Where the log files are, and what a line looks like there: as it came, with a time before it, or as JSON. */
export type LogFileOptions = {readonly folder: string; readonly form: 'plain' | 'time' | 'json'};

/** Where Prometheus and health probes ask. */
export type MetricsOptions = {
	/** An address or a host name, an IPv6 address without brackets. */
	readonly host: string;
	/** 0: any that is free. */
	readonly port: number;
	/** How many instances must be ready for /readyz to say so. */
	readonly readyMin: number;
};

/** What the screen alone needs to know. */
export type ScreenOptions = {
	/** Ask before r k K d R - q. */
	readonly confirm: boolean;
	/** No action keys at all. */
	readonly readOnly: boolean;
	/** No box, block or other characters past ASCII. */
	readonly ascii: boolean;
	/** `j` and `k` move, `K` kills. */
	readonly vim: boolean;
	/** The terminal reports wheel and clicks; its own selection needs Shift then. */
	readonly mouse: boolean;
	/** From the terminal and NO_COLOR: 0 none, 1 16 colours, 2 256, 3 true colour (as chalk counts). */
	readonly colorLevel: 0 | 1 | 2 | 3;
	/** Bold, dim and inverse may be drawn where colours may not: NO_COLOR speaks of colour only (https://no-color.org). */
	readonly hasModifiers?: boolean;
	/** The cluster runs in another process, and goes on when the screen ends. */
	readonly attached?: true;
};
