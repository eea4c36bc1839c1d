import {basename, resolve} from 'node:path';
import type {StartOptions} from '../start-options.js';
import {pickEcosystemApp} from './ecosystem-app.js';
import {type ImportModule, loadEcosystemFile} from './ecosystem-file.js';
import {toCommandLine} from './ecosystem-values.js';
import {checkStartValues, type Environment, resolveStartOptions} from './resolve-start-options.js';
import type {GivenStartCommand} from './start-command.js';
import {UsageError} from './usage-error.js';

/** How to run an app of an ecosystem file: what the command line says wins over the file. */
export type EcosystemCommand = GivenStartCommand & {
	/** What follows `--`; undefined when there is no `--`, and the file's own arguments stay. */
	readonly args: readonly string[] | undefined;
};

/**
 * Loads the ecosystem file that is named as the app. The command line is checked first, as the file may be a program.
 *
 * @throws UsageError, which names the file and the app when it is about what stands there.
 */
export async function resolveEcosystem(
	command: EcosystemCommand,
	environment: Environment,
	importModule: ImportModule,
): Promise<StartOptions> {
	const {app: file, values} = command;
	const {only: _, ...defaults} = values;
	const {only, ...given} = command.given;
	const {names, variables} = splitEnv(given.env ?? []);
	checkStartValues(values, environment);
	const content = await loadEcosystemFile(resolve(environment.cwd, file), importModule);
	const app = pickEcosystemApp(content, {file, only});
	return withPlace(`${file}, app ${app.name}`, () => {
		const fromFile = toCommandLine(app, names[0]);
		const options = resolveStartOptions({
			app: fromFile.app,
			args: command.args ?? fromFile.args,
			values: {...defaults, ...fromFile.values, ...given, env: [...(fromFile.values.env ?? []), ...variables]},
			environment,
		});
		return {...options, notes: fromFile.notes.map(note => `${basename(file)}: ${note}`)};
	});
}

/** As with pm2, `--env production` picks env_production; `--env KEY=VALUE` is what it always is. */
function splitEnv(env: readonly string[]): {readonly names: readonly string[]; readonly variables: readonly string[]} {
	const names = env.filter(text => !text.includes('='));
	if (names.length > 1) {
		throw new UsageError('invalid-value', `--env picks one set of variables of the file, got ${names.join(' and ')}`);
	}

	return {names, variables: env.filter(text => !names.includes(text))};
}

function withPlace<Result>(place: string, resolveApp: () => Result): Result {
	try {
		return resolveApp();
	} catch (error) {
		throw error instanceof UsageError ? new UsageError(error.code, `${place}: ${error.message}`) : error;
	}
}
