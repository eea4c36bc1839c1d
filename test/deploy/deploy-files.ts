import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

export function deployPath(file: string): string {
	return fileURLToPath(new URL(`../../deploy/${file}`, import.meta.url));
}

export function readDeployFile(file: string): string {
	return readFileSync(deployPath(file), 'utf8');
}

export function readDeployYaml(file: string): unknown {
	return parse(readDeployFile(file), {strict: true, uniqueKeys: true});
}

/** The value at a path of keys and indexes; undefined where there is none. */
export function at(value: unknown, ...path: ReadonlyArray<string | number>): unknown {
	return path.reduce<unknown>(
		(parent, key) =>
			typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[key] : undefined,
		value,
	);
}

/** The words of the Dockerfile's last instruction of a kind that is in exec form. */
export function dockerWords(instruction: string): readonly string[] {
	const lines = readDeployFile('Dockerfile')
		.replaceAll(/\\\n\s*/g, '')
		.split('\n');
	const line = lines.findLast(candidate => candidate.startsWith(`${instruction} `)) ?? '';
	return JSON.parse(line.slice(line.indexOf('[')));
}

/** The words of the container's command line in Kubernetes. */
export function podArgs(): readonly string[] {
	const args = at(readDeployYaml('kubernetes/deployment.yaml'), 'spec', 'template', 'spec', 'containers', 0, 'args');
	return Array.isArray(args) ? args.map(String) : [];
}

/** The value of a setting of the systemd unit; the last one where it stands several times. */
export function unitSetting(name: string): string | undefined {
	const lines = readDeployFile('systemd/api.service').split('\n');
	return lines.findLast(line => line.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** What clumon is given in the systemd unit. */
export function unitArgs(): readonly string[] {
	const words = unitSetting('ExecStart')?.split(' ') ?? [];
	return words.slice(words.findIndex(word => word.endsWith('/cli.cjs')) + 1);
}
