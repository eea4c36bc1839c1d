import {createServer} from 'node:net';
import {onTestFinished} from 'vitest';

/** A port on which somebody else listens. */
export async function occupyPort(): Promise<number> {
	const occupant = createServer().listen(0);
	onTestFinished(() => void occupant.close());
	await new Promise(resolve => occupant.once('listening', resolve));
	const address = occupant.address();
	return typeof address === 'object' && address !== null ? address.port : Number.NaN;
}
