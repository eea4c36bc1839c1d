import {describe, expect, test} from 'vitest';
import {at, dockerWords, readDeployFile, readDeployYaml} from './deploy-files.js';
import {kubernetesShapes} from './kubernetes-shapes.js';
import {findFaults} from './shape.js';

const deployment = readDeployYaml('kubernetes/deployment.yaml');
const service = readDeployYaml('kubernetes/service.yaml');
const podMonitor = readDeployYaml('kubernetes/pod-monitor.yaml');
const container = at(deployment, 'spec', 'template', 'spec', 'containers', 0);
const podLabels = at(deployment, 'spec', 'template', 'metadata', 'labels');

function names(list: unknown): readonly unknown[] {
	return Array.isArray(list) ? list.map(item => at(item, 'name')) : [];
}

describe('the Kubernetes manifests', () => {
	test.each([
		['deployment.yaml', 'apps/v1 Deployment', deployment],
		['service.yaml', 'v1 Service', service],
		['pod-monitor.yaml', 'monitoring.coreos.com/v1 PodMonitor', podMonitor],
	])('%s is a %s as the API has it', (_, kind, manifest) => {
		expect(`${at(manifest, 'apiVersion')} ${at(manifest, 'kind')}`).toBe(kind);
		expect(findFaults(manifest, kubernetesShapes[kind] ?? {fields: {}})).toEqual([]);
	});

	test('find the pods by their labels', () => {
		expect(at(deployment, 'spec', 'selector', 'matchLabels')).toEqual(podLabels);
		expect(at(service, 'spec', 'selector')).toEqual(podLabels);
		expect(at(podMonitor, 'spec', 'selector', 'matchLabels')).toEqual(podLabels);
	});

	test('name only ports that the container has, which are those of the image', () => {
		const ports = names(at(container, 'ports'));
		const used = [
			at(container, 'livenessProbe', 'httpGet', 'port'),
			at(container, 'readinessProbe', 'httpGet', 'port'),
			at(service, 'spec', 'ports', 0, 'targetPort'),
			at(podMonitor, 'spec', 'podMetricsEndpoints', 0, 'port'),
		];
		expect(used).toEqual(['metrics', 'metrics', 'http', 'metrics']);
		expect(ports).toEqual(expect.arrayContaining(used));
		const [, exposed = ''] = /^EXPOSE (.*)$/m.exec(readDeployFile('Dockerfile')) ?? [];
		const numbers = [0, 1].map(index => at(container, 'ports', index, 'containerPort'));
		expect(exposed.split(' ').map(Number)).toEqual(numbers);
	});

	test('mount only volumes that there are', () => {
		const volumes = names(at(deployment, 'spec', 'template', 'spec', 'volumes'));
		expect(names(at(container, 'volumeMounts'))).toEqual(volumes);
	});

	test("ask for clumon's life to keep the pod, and for its readiness to send it requests", () => {
		expect(at(container, 'livenessProbe', 'httpGet', 'path')).toBe('/healthz');
		expect(at(container, 'readinessProbe', 'httpGet', 'path')).toBe('/readyz');
	});

	test("leave the image's entry point, clumon itself, as it is", () => {
		expect(at(container, 'command')).toBeUndefined();
		expect(dockerWords('ENTRYPOINT')).toEqual(['clumon']);
	});
});

describe('the check', () => {
	const shape = {fields: {n: 'integer', list: {list: 'text'}, map: {map: 'flag'}}, required: ['n']} as const;

	test.each([
		[{n: 1}, []],
		[{n: '1'}, ['.n: not integer']],
		[{}, ['.n: missing']],
		[{n: 1, m: 2}, ['.m: unknown']],
		[{n: 1, list: ['a', 1]}, ['.list[1]: not text']],
		[{n: 1, list: 'a'}, ['.list: not a list']],
		[{n: 1, map: {a: true, b: 'true'}}, ['.map.b: not flag']],
		[[], [': not an object']],
	])('of %j finds %j', (value, faults) => {
		expect(findFaults(value, shape)).toEqual(faults);
	});
});
