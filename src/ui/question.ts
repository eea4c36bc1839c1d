import type {OperatorRequest} from '../model/operator.js';
import type {ClusterSnapshot} from '../model/snapshot.js';
import {formatCount} from './text/format.js';

/** What --confirm asks before a request. */
export function questionOf(request: OperatorRequest, snapshot: ClusterSnapshot): string {
	const {instances} = snapshot;
	switch (request.type) {
		case 'restart':
			return `restart ${nameOf(request.instance, snapshot)}?`;
		case 'kill':
			return `kill ${nameOf(request.instance, snapshot)}${request.now ? ' now, with SIGKILL' : ''}?`;
		case 'disconnect':
			return `disconnect ${nameOf(request.instance, snapshot)}?`;
		case 'stop':
			return `stop ${nameOf(request.instance, snapshot)}?`;
		case 'reload':
			return `restart all ${formatCount(instances.length, 'instance')}, one after the other?`;
		case 'scale': {
			const to = 'to' in request ? request.to : instances.length + request.by;
			return `scale from ${instances.length} to ${formatCount(to, 'instance')}?`;
		}
		case 'profile':
			return `take a CPU profile of ${nameOf(request.instance, snapshot)}?`;
		case 'heap-snapshot':
			return `write the heap of ${nameOf(request.instance, snapshot)}, which answers nobody meanwhile?`;
		case 'inspect':
			return `open the inspector of ${nameOf(request.instance, snapshot)}, or close it?`;
		case 'send':
			return 'send the message?';
		case 'quit':
			return `stop all ${formatCount(instances.length, 'instance')} and end?`;
	}
}

/** `instance 0 (pid 48213)`. */
function nameOf(index: number, {instances}: ClusterSnapshot): string {
	const pid = instances[index]?.workers[0]?.pid;
	return pid === undefined ? `instance ${index}` : `instance ${index} (pid ${pid})`;
}
