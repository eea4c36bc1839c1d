/** What clumon does instead, for the fields of an ecosystem file that it has no option for. */
const adviceByFields: ReadonlyArray<readonly [fields: readonly string[], advice: string]> = [
	[
		[
			'out_file',
			'out',
			'output',
			'out_log',
			'error_file',
			'err_file',
			'err_log',
			'error',
			'log_file',
			'log',
			'log_type',
			'disable_logs',
		],
		'--log-dir <dir> writes a file for each instance; --headless writes all to stdout',
	],
	[['log_date_format', 'time'], '--log-time puts a time before each line of --log-dir'],
	[['pid_file', 'pid'], 'there is one process to know, clumon itself'],
	[
		['ignore_watch', 'watch_delay', 'watch_options'],
		'name what counts with --watch <path...>; node_modules and hidden files never do',
	],
	[
		['min_uptime', 'max_restarts', 'restart_delay', 'exp_backoff_restart_delay', 'stop_exit_codes'],
		'a crash is followed by a restart at once, then after 100 ms to 30 s, and after more than 10 in 5 minutes by none',
	],
	[['cron_restart', 'cron'], 'a timer of the system can restart it'],
	[['uid', 'gid', 'user'], 'start clumon itself as that user'],
	[['instance_var'], 'NODE_APP_INSTANCE and CLUMON_INSTANCE have the number'],
	[['increment_var'], 'the app can compute it from NODE_APP_INSTANCE'],
	[['shutdown_with_message'], 'a worker is disconnected and drained, then gets SIGTERM'],
	[['filter_env'], 'the workers get the whole environment of clumon'],
	[['append_env_to_name'], '--name names it'],
	[
		[
			'namespace',
			'force',
			'vizion',
			'automation',
			'autostart',
			'pmx',
			'trace',
			'disable_trace',
			'deep_monitoring',
			'io',
			'post_update',
			'treekill',
			'merge_logs',
			'combine_logs',
		],
		"it is about pm2's daemon, of which clumon has none",
	],
];

/** What pm2 and clumon do alike when a field has this value, so that nobody needs to be told. */
const alike: Readonly<Record<string, unknown>> = {
	merge_logs: true,
	combine_logs: true,
	treekill: true,
	autostart: true,
	automation: true,
	instance_var: 'NODE_APP_INSTANCE',
};

/** One sentence for all fields that the same is to be said of, each field once: `ignored uid, gid: start clumon …`. */
export function describeIgnoredFields(fields: ReadonlyMap<string, unknown>): readonly string[] {
	const names = [...fields].filter(([name, value]) => isSaid(value) && alike[name] !== value).map(([name]) => name);
	const byAdvice = new Map<string, string[]>();
	for (const name of names) {
		const advice = adviceByFields.find(([known]) => known.includes(name))?.[1] ?? 'clumon knows no such field';
		byAdvice.set(advice, [...(byAdvice.get(advice) ?? []), name]);
	}

	return [...byAdvice].map(([advice, ignored]) => `ignored ${ignored.join(', ')}: ${advice}`);
}

/** What is switched off is not missed. */
function isSaid(value: unknown): boolean {
	return value !== undefined && value !== null && value !== false && value !== '';
}
