import {basename} from 'node:path';
import {UsageError} from './usage-error.js';

/** One app of an ecosystem file, its fields in snake case. */
export type EcosystemApp = {readonly name: string; readonly fields: ReadonlyMap<string, unknown>};

/**
 * Finds the app to run: the one that is asked for, or the only one.
 *
 * @param content what the file holds: `{apps: […]}`, a list of apps or one app.
 * @param only its name.
 */
export function pickEcosystemApp(
	content: unknown,
	{file, only}: {readonly file: string; readonly only: string | undefined},
): EcosystemApp {
	const apps = listApps(content, file);
	const names = apps.map(({name}) => name).join(', ');
	if (only !== undefined) {
		const app = apps.find(({name}) => name === only);
		if (app === undefined) {
			throw new UsageError(
				'ecosystem-app',
				`--only: no app is called ${JSON.stringify(only)} in ${file}, which has ${names}`,
			);
		}

		return app;
	}

	const [app] = apps;
	if (app === undefined || apps.length > 1) {
		throw new UsageError(
			'ecosystem-app',
			`${file} has ${apps.length} apps, one clumon runs one: --only <name> with ${names}`,
		);
	}

	return app;
}

function listApps(content: unknown, file: string): readonly EcosystemApp[] {
	const list = isRecord(content) && 'apps' in content ? content['apps'] : content;
	const apps = (Array.isArray(list) ? list : [list]).map((app: unknown) => {
		const fields = isRecord(app)
			? new Map(Object.entries(app).map(([name, value]) => [toSnakeCase(name), value]))
			: undefined;
		const script = fields?.get('script');
		if (fields === undefined || typeof script !== 'string' || script === '') {
			throw new UsageError(
				'ecosystem-invalid',
				`${file} has no apps: [{script: …}] as pm2 reads it, name the app's own file`,
			);
		}

		const name = fields.get('name');
		return {name: typeof name === 'string' && name !== '' ? name : basename(script), fields};
	});
	if (apps.length === 0) {
		throw new UsageError('ecosystem-invalid', `${file} has an empty list of apps, name the app's own file`);
	}

	return apps;
}

/** pm2 takes `maxMemoryRestart` for `max_memory_restart`. What follows `env_` is the user's own. */
function toSnakeCase(name: string): string {
	return name.startsWith('env_') ? name : name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
