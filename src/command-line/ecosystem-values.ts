import {basename, join} from 'node:path';
import type {EcosystemApp} from './ecosystem-app.js';
import {
	type Fields,
	readFlag,
	readMilliseconds,
	readNumberOrText,
	readText,
	readTexts,
	readWords,
} from './ecosystem-fields.js';
import {describeIgnoredFields} from './ignored-fields.js';
import {toName} from './resolve-app.js';
import type {StartOptionValues} from './start-option-table.js';
import {UsageError} from './usage-error.js';

/** An app of an ecosystem file as the command line that starts the same. */
export type EcosystemValues = {
	readonly app: string;
	readonly args: readonly string[];
	readonly values: Partial<StartOptionValues>;
	/** What is left out, and what differs from pm2: one sentence each. */
	readonly notes: readonly string[];
};

/** The fields that become options. Every other is named in the notes. */
const mappedFields: ReadonlySet<string> = new Set([
	'name',
	'script',
	'cwd',
	'args',
	'interpreter',
	'exec_interpreter',
	'node_args',
	'interpreter_args',
	'source_map_support',
	'exec_mode',
	'instances',
	'env',
	'max_memory_restart',
	'watch',
	'wait_ready',
	'listen_timeout',
	'kill_timeout',
	'autorestart',
]);

/**
 * As pm2 does: `script` and `watch` are relative to `cwd`, that is relative to where the command is given, and an app
 * without `instances` has one.
 *
 * @param variables picks `env_<variables>`, on top of `env`.
 * @throws UsageError that names the field.
 */
export function toCommandLine({name, fields}: EcosystemApp, variables: string | undefined): EcosystemValues {
	const script = readScript(fields);
	const cwd = readText(fields, 'cwd');
	const maxMemory = readNumberOrText(fields, 'max_memory_restart');
	const readyTimeout = readMilliseconds(fields, 'listen_timeout');
	const killTimeout = readMilliseconds(fields, 'kill_timeout');
	const nodeArgs = readNodeArgs(fields);
	const watched = readWatch(fields, cwd ?? '.');
	return {
		app: join(cwd ?? '.', script),
		args: readWords(fields, 'args'),
		values: {
			name: toName(name),
			instances: readInstances(fields),
			env: readEnv(fields, variables),
			...(cwd !== undefined && {cwd}),
			...(nodeArgs.length > 0 && {nodeArgs: nodeArgs.map(quoteWord).join(' ')}),
			...(readFlag(fields, 'wait_ready') && {waitReady: true as const}),
			...(readyTimeout !== undefined && {readyTimeout}),
			...(killTimeout !== undefined && {killTimeout}),
			...(readFlag(fields, 'autorestart') === false && {autorestart: false}),
			...(maxMemory !== undefined && {maxMemory}),
			...(watched !== undefined && {watch: watched}),
		},
		notes: [...describeDifferences(fields), ...describeIgnoredFields(unmapped(fields))],
	};
}

function unmapped(fields: Fields): Fields {
	return new Map([...fields].filter(([name]) => !mappedFields.has(name) && !name.startsWith('env_')));
}

function readScript(fields: Fields): string {
	const script = readText(fields, 'script') ?? '';
	if (/^(npm|npx|yarn|pnpm|bun)$/.test(basename(script))) {
		throw new UsageError(
			'ecosystem-invalid',
			`script is ${script}, which is no Node.js app: name the file that it runs`,
		);
	}

	const interpreter = readInterpreter(fields);
	if (interpreter !== undefined && !isNode(interpreter)) {
		const advice = 'clumon runs Node.js apps; a loader goes into node_args, such as "--import tsx"';
		throw new UsageError('ecosystem-invalid', `interpreter is ${interpreter}: ${advice}`);
	}

	return script;
}

function readInterpreter(fields: Fields): string | undefined {
	return readText(fields, 'interpreter') ?? readText(fields, 'exec_interpreter');
}

/** pm2 also has `node@18`. */
function isNode(interpreter: string): boolean {
	return /^node(@.*)?$/.test(basename(interpreter));
}

/** pm2 reads 0 as max. */
function readInstances(fields: Fields): string {
	const instances = readNumberOrText(fields, 'instances') ?? '1';
	return instances === '0' ? 'max' : instances;
}

function readNodeArgs(fields: Fields): readonly string[] {
	return [
		...readWords(fields, 'node_args'),
		...readWords(fields, 'interpreter_args'),
		...(readFlag(fields, 'source_map_support') ? ['--enable-source-maps'] : []),
	];
}

/** The inverse of splitWords. */
function quoteWord(word: string): string {
	return `'${word.replaceAll("'", "'\\''")}'`;
}

function readWatch(fields: Fields, cwd: string): true | readonly string[] | undefined {
	const watch = fields.get('watch');
	if (typeof watch === 'boolean') {
		return watch || undefined;
	}

	const paths = readTexts(fields, 'watch').map(path => join(cwd, path));
	return paths.length > 0 ? paths : undefined;
}

function readEnv(fields: Fields, variables: string | undefined): readonly string[] {
	const picked = variables === undefined ? {} : pickEnv(fields, variables);
	return Object.entries({...readRecord(fields, 'env'), ...picked}).map(
		([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
	);
}

function pickEnv(fields: Fields, variables: string): Readonly<Record<string, unknown>> {
	const field = `env_${variables}`;
	if (!fields.has(field)) {
		const others = [...fields.keys()].filter(name => name.startsWith('env_')).map(name => name.slice('env_'.length));
		const known = others.length === 0 ? 'it has none' : `it has ${others.join(', ')}`;
		throw new UsageError('ecosystem-invalid', `--env ${variables} picks ${field}, which is missing: ${known}`);
	}

	return readRecord(fields, field);
}

function readRecord(fields: Fields, field: string): Readonly<Record<string, unknown>> {
	const value = fields.get(field) ?? {};
	if (typeof value !== 'object' || Array.isArray(value)) {
		throw new UsageError('ecosystem-invalid', `${field} must be {KEY: value}, got ${JSON.stringify(value)}`);
	}

	return value as Readonly<Record<string, unknown>>;
}

function describeDifferences(fields: Fields): readonly string[] {
	const notes: string[] = [];
	if (/^fork/.test(readText(fields, 'exec_mode') ?? '')) {
		notes.push('exec_mode fork: the workers are a node:cluster all the same, and share the ports they listen on');
	}

	const interpreter = readInterpreter(fields);
	if (interpreter !== undefined && interpreter !== 'node') {
		notes.push(`interpreter ${interpreter}: the workers run on clumon's own node`);
	}

	return notes;
}
