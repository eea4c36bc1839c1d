import type {Address} from 'node:cluster';

/** As short as it can be said: `:3000`, `127.0.0.1:3000`, `[::1]:3000`, `udp :53`, the path of a socket. */
export function formatAddress({address, port, addressType}: Pick<Address, 'address' | 'port' | 'addressType'>): string {
	if (addressType === -1) {
		return address;
	}
	// Node gives null (though its types do not say so) where the app named no host.
	const isAny = !address || address === '::' || address === '0.0.0.0';
	const host = isAny ? '' : address.includes(':') ? `[${address}]` : address;
	const protocol = addressType === 'udp4' || addressType === 'udp6' ? 'udp ' : '';
	return `${protocol}${host}:${port}`;
}
