import {existsSync, readFileSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import type {StartOptions} from '../start-options.js';
import {colorLevel, hasModifiers} from './color-level.js';
import {parseEnvFile} from './env-file.js';
import {resolveMetrics} from './metrics-address.js';
import {
	parseInstances,
	parseMemorySize,
	parseMilliseconds,
	parseName,
	parseNodeArgs,
	parsePositiveInteger,
	parseScheduling,
	parseVariable,
} from './parse-option-value.js';
import {resolveApp} from './resolve-app.js';
import {resolveLogFiles} from './resolve-log-files.js';
import type {ScreenOptionValues, StartOptionValues} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** What the command line means depends on where it is read. */
export type Environment = {
	readonly cwd: string;
	readonly variables: Readonly<Record<string, string | undefined>>;
	readonly stdinIsTty: boolean;
	readonly stdoutIsTty: boolean;
	/** `os.availableParallelism()`. */
	readonly parallelism: number;
	/** `process.versions.node`. */
	readonly nodeVersion: string;
};

/** @throws UsageError for the first option that cannot be done, the ones that need the file system last. */
export function resolveStartOptions({
	app,
	args,
	values,
	environment,
}: {
	readonly app: string;
	readonly args: readonly string[];
	readonly values: StartOptionValues;
	readonly environment: Environment;
}): StartOptions {
	const {cwd} = environment;
	const checked = checkStartValues(values, environment);
	if (values.only !== undefined) {
		throw new UsageError('invalid-value', `--only is for an ecosystem file such as ecosystem.config.js, got ${app}`);
	}

	const name = values.name === undefined ? undefined : parseName(values.name);
	const given = (values.env ?? []).map(parseVariable);
	const {script, defaultName} = resolveApp(app, cwd);
	return {
		app,
		script,
		args,
		name: name ?? defaultName,
		...checked,
		cwd: resolveCwd(values.cwd ?? '.', cwd),
		watch: resolveWatched(values, cwd),
		logFiles: resolveLogFiles(values, cwd),
		env: Object.fromEntries([...readEnvFiles(values.envFile ?? [], environment), ...given]),
		notes: [],
	};
}

/** All that can be checked without looking at files. @throws UsageError for the first option that cannot be done. */
export function checkStartValues(values: StartOptionValues, environment: Environment) {
	const {parallelism} = environment;
	const instances = parseInstances(values.instances, parallelism);
	return {
		instances,
		nodeArgs: parseNodeArgs(values.nodeArgs ?? ''),
		waitReady: values.waitReady ?? false,
		readyTimeoutMs: parseMilliseconds('--ready-timeout', values.readyTimeout),
		drainTimeoutMs: parseMilliseconds('--drain-timeout', values.drainTimeout),
		killTimeoutMs: parseMilliseconds('--kill-timeout', values.killTimeout),
		stopFirst: values.stopFirst ?? false,
		parallel: parsePositiveInteger('--parallel', values.parallel),
		scheduling: parseScheduling(values.scheduling, {nodeVersion: environment.nodeVersion, probe: values.probe}),
		autorestart: values.autorestart,
		maxMemoryBytes: values.maxMemory === undefined ? undefined : parseMemorySize('--max-memory', values.maxMemory),
		hangRestart: values.hangRestart,
		probe: values.probe,
		lines: parsePositiveInteger('--lines', values.lines),
		output: chooseOutput(values, environment),
		metrics: resolveMetrics(values, instances),
		screen: resolveScreenOptions(values, environment),
	};
}

/** Of `clumon start` and of `clumon monit`. */
export function resolveScreenOptions(
	values: ScreenOptionValues,
	{variables, stdoutIsTty}: Environment,
): StartOptions['screen'] {
	return {
		confirm: values.confirm ?? false,
		readOnly: values.readOnly ?? false,
		ascii: values.ascii ?? false,
		vim: values.vim ?? false,
		mouse: values.mouse ?? false,
		colorLevel: colorLevel(variables, stdoutIsTty),
		hasModifiers: hasModifiers(variables, stdoutIsTty),
	};
}

function chooseOutput({json, headless}: StartOptionValues, environment: Environment): StartOptions['output'] {
	if (json) {
		return 'json';
	}

	const isTerminal = environment.stdinIsTty && environment.stdoutIsTty && environment.variables['TERM'] !== 'dumb';
	return headless || !isTerminal ? 'text' : 'screen';
}

function resolveCwd(directory: string, cwd: string): string {
	const path = resolve(cwd, directory);
	if (!statSync(path, {throwIfNoEntry: false})?.isDirectory()) {
		throw new UsageError('cwd-not-found', `--cwd must be a directory that exists, got ${path}`);
	}

	return path;
}

/** Without a path, everything below the workers' directory. */
function resolveWatched({watch, cwd: workersCwd}: StartOptionValues, cwd: string): readonly string[] {
	if (watch === undefined) {
		return [];
	}

	const paths = watch === true ? [workersCwd ?? '.'] : watch;
	return paths.map(path => {
		const absolute = resolve(cwd, path);
		if (!existsSync(absolute)) {
			throw new UsageError('watch-not-found', `--watch must be given paths that exist, got ${absolute}`);
		}

		return absolute;
	});
}

/** As with node's own --env-file, what is set already stays, and a later file beats an earlier one. */
function readEnvFiles(files: readonly string[], {cwd, variables}: Environment): Array<[string, string]> {
	return files
		.map(file => resolve(cwd, file))
		.flatMap(file => parseEnvFile(readEnvFile(file), file))
		.filter(([name]) => variables[name] === undefined);
}

function readEnvFile(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const reason = error instanceof Error && 'code' in error ? error.code : error;
		throw new UsageError(
			'env-file-unreadable',
			`cannot read --env-file ${file} (${reason}), check the path and its permissions`,
		);
	}
}
