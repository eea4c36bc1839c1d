import {createRequire} from 'node:module';

/**
 * node:http without the rest: an `import` of it reads all of its exports, and one of those, WebSocket, loads undici: 20 to
 * 40 ms of the main thread on Node 22 to 26. `require` takes 1.5.
 */
export const http: typeof import('node:http') = createRequire(import.meta.url)('node:http');
