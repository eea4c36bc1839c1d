/**
 * What `npm run bench` measures, in this order. Each run of a part is a script with its arguments, for the long form and the
 * quick one, and the name under which it keeps its results.
 */
export const parts = [
	{
		name: 'overhead',
		title: 'What it costs an app to be watched',
		runs: [
			{
				script: 'overhead',
				keeps: 'overhead',
				long: '--warm-up 3 --seconds 3',
				quick: '--rounds 2 --settle 1 --warm-up 1 --seconds 1',
			},
		],
	},
	{
		name: 'start',
		title: 'How soon it serves',
		runs: [{script: 'start', keeps: 'start-2', long: '--rounds 41', quick: '--rounds 3'}],
	},
	{
		name: 'idle',
		title: 'What it costs when nothing happens',
		runs: [2, 16, 64].map(instances => ({
			script: 'idle',
			keeps: `idle-${instances}`,
			long: `--instances ${instances}`,
			// 64 workers of each of four supervisors take longer to start than the rest takes.
			quick: instances === 64 ? undefined : `--instances ${instances} --rounds 2 --seconds 5`,
		})),
	},
	{
		name: 'log',
		title: 'A flood of lines',
		runs: [
			{
				script: 'log',
				keeps: 'log-long',
				long: ['--long', '--instances', '2', '--rounds', '5', '--only', 'bare,bare (node pipes),clumon'],
			},
			{script: 'log', keeps: 'log', long: '--rounds 2', quick: '--rounds 1 --instances 2 --writers write'},
		],
	},
	{
		name: 'reload',
		title: 'Requests that a rolling reload loses',
		runs: [
			{
				script: 'reload',
				keeps: 'reload',
				long: '--apps http,express,fastify,koa',
				quick: '--delays 30 --shutdown none',
			},
		],
	},
	{
		name: 'keys',
		title: 'From a key to its paint',
		runs: [{script: 'keys', keeps: 'keys', quick: '--rounds 1 --seconds 4'}],
	},
	{
		name: 'search',
		title: 'From a search to its matches',
		runs: [{script: 'search', keeps: 'search', quick: '--rounds 1 --lines 100000'}],
	},
	{
		name: 'accuracy',
		title: 'What is shown, against what a client measures',
		runs: [{script: 'accuracy', keeps: 'accuracy', quick: '--rounds 1 --seconds 5'}],
	},
	{
		name: 'scheduling',
		title: 'Who hands out new connections',
		runs: [{script: 'scheduling', keeps: 'scheduling', quick: '--rounds 1 --seconds 2'}],
	},
	{
		name: 'growth',
		title: 'From 1 to 64 workers',
		runs: [{script: 'growth', keeps: 'growth', quick: '--rounds 1 --seconds 2 --workers 1,4,16'}],
	},
];
