import {expect, it} from 'vitest';
import {formatAddress} from '../../src/supervisor/format-address.js';

it.each([
	[{address: null as unknown as string, port: 3000, addressType: 4 as const}, ':3000'],
	[{address: '::', port: 3000, addressType: 6 as const}, ':3000'],
	[{address: '127.0.0.1', port: 80, addressType: 4 as const}, '127.0.0.1:80'],
	[{address: '::1', port: 80, addressType: 6 as const}, '[::1]:80'],
	[{address: '0.0.0.0', port: 53, addressType: 'udp4' as const}, 'udp :53'],
	[{address: '/run/app.sock', port: -1, addressType: -1 as const}, '/run/app.sock'],
])('says %j as %s', (address, text) => {
	expect(formatAddress(address)).toBe(text);
});
