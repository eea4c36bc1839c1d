import type {Shape} from './shape.js';

/**
 * The parts of Kubernetes' API that the manifests may use, with the types that it gives them:
 * https://kubernetes.io/docs/reference/kubernetes-api/ and
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
 */
const metadata: Shape = {fields: {name: 'text', labels: {map: 'text'}}, required: ['name']};
const selector: Shape = {fields: {matchLabels: {map: 'text'}}, required: ['matchLabels']};

const probe: Shape = {
	fields: {
		httpGet: {fields: {path: 'text', port: 'integer or text'}, required: ['port']},
		periodSeconds: 'integer',
		timeoutSeconds: 'integer',
		failureThreshold: 'integer',
	},
	required: ['httpGet'],
};

const container: Shape = {
	fields: {
		name: 'text',
		image: 'text',
		args: {list: 'text'},
		ports: {list: {fields: {name: 'text', containerPort: 'integer'}, required: ['containerPort']}},
		livenessProbe: probe,
		readinessProbe: probe,
		lifecycle: {fields: {preStop: {fields: {sleep: {fields: {seconds: 'integer'}, required: ['seconds']}}}}},
		resources: {fields: {requests: {map: 'text'}, limits: {map: 'text'}}},
		securityContext: {
			fields: {
				allowPrivilegeEscalation: 'flag',
				readOnlyRootFilesystem: 'flag',
				capabilities: {fields: {drop: {list: 'text'}}},
			},
		},
		volumeMounts: {list: {fields: {name: 'text', mountPath: 'text'}, required: ['name', 'mountPath']}},
	},
	required: ['name', 'image'],
};

const podSpec: Shape = {
	fields: {
		automountServiceAccountToken: 'flag',
		terminationGracePeriodSeconds: 'integer',
		securityContext: {
			fields: {
				runAsNonRoot: 'flag',
				runAsUser: 'integer',
				runAsGroup: 'integer',
				seccompProfile: {fields: {type: 'text'}, required: ['type']},
			},
		},
		containers: {list: container},
		volumes: {
			list: {
				fields: {name: 'text', emptyDir: {fields: {medium: 'text', sizeLimit: 'text'}}},
				required: ['name', 'emptyDir'],
			},
		},
	},
	required: ['containers'],
};

export const kubernetesShapes: Readonly<Record<string, Shape>> = {
	'apps/v1 Deployment': {
		fields: {
			apiVersion: 'text',
			kind: 'text',
			metadata,
			spec: {
				fields: {
					replicas: 'integer',
					selector,
					strategy: {
						fields: {
							type: 'text',
							rollingUpdate: {fields: {maxSurge: 'integer or text', maxUnavailable: 'integer or text'}},
						},
					},
					template: {
						fields: {metadata: {fields: {labels: {map: 'text'}}, required: ['labels']}, spec: podSpec},
						required: ['metadata', 'spec'],
					},
				},
				required: ['selector', 'template'],
			},
		},
		required: ['metadata', 'spec'],
	},
	'v1 Service': {
		fields: {
			apiVersion: 'text',
			kind: 'text',
			metadata,
			spec: {
				fields: {
					selector: {map: 'text'},
					ports: {
						list: {fields: {name: 'text', port: 'integer', targetPort: 'integer or text'}, required: ['port']},
					},
				},
			},
		},
		required: ['metadata', 'spec'],
	},
	'monitoring.coreos.com/v1 PodMonitor': {
		fields: {
			apiVersion: 'text',
			kind: 'text',
			metadata,
			spec: {
				fields: {
					selector,
					podMetricsEndpoints: {
						list: {
							fields: {
								port: 'text',
								path: 'text',
								interval: 'text',
								scrapeTimeout: 'text',
								relabelings: {list: {fields: {targetLabel: 'text', replacement: 'text'}}},
							},
						},
					},
				},
				required: ['selector'],
			},
		},
		required: ['metadata', 'spec'],
	},
};
