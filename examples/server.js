// A plain HTTP server to try clumon on: `npm start`. It knows nothing of clumon and little of clusters.
//
//   /               a greeting               /crash         throws
//   /burn?ms=500    keeps a core busy        /exit?code=3   exits
//   /grow?mb=50     keeps memory             /error         writes a stack to stderr
//   /slow?ms=5000   answers late
import {createServer, get} from 'node:http';
import process from 'node:process';

const kept = [];

const routes = {
	'/': () => `hello from ${process.pid}\n`,
	'/burn'({ms = 500}) {
		const end = performance.now() + Number(ms);
		while (performance.now() < end);
		return `burnt ${ms} ms\n`;
	},
	'/grow'({mb = 50}) {
		kept.push(Buffer.alloc(Number(mb) * 2 ** 20, 1));
		return `kept ${mb} MB more\n`;
	},
	async '/slow'({ms = 5000}) {
		await new Promise(resolve => setTimeout(resolve, Number(ms)));
		return `took ${ms} ms\n`;
	},
	'/crash'() {
		setImmediate(() => {
			throw new Error('asked to crash');
		});
		return 'crashing\n';
	},
	'/exit'({code = 0}) {
		setImmediate(() => process.exit(Number(code)));
		return `exiting with ${code}\n`;
	},
	'/error'() {
		console.error(new Error('asked for an error'));
		return 'see stderr\n';
	},
};

const server = createServer(async (request, response) => {
	const start = performance.now();
	const {pathname, searchParams} = new URL(request.url, 'http://localhost');
	const route = routes[pathname];
	response.statusCode = route ? 200 : 404;
	response.end(route ? await route(Object.fromEntries(searchParams)) : 'no such page\n');
	console.log(`${request.method} ${request.url} ${response.statusCode} ${Math.round(performance.now() - start)}ms`);
});

// Port 3000 unless PORT says otherwise. When it is taken, any free one: all workers of a cluster get the same for 0.
server.on('error', error => {
	if (error.code !== 'EADDRINUSE' || process.env.PORT) {
		throw error;
	}

	console.error('port 3000 is taken, using a free one');
	server.listen(0);
});
server.on('listening', () => console.log(`listening on http://localhost:${server.address().port}`));
server.listen(process.env.PORT ?? 3000);

// A visitor of its own, so that there is something to see: one small request a second or so. TRAFFIC=off stops it.
const paths = ['/', '/', '/', '/burn?ms=60', '/slow?ms=150', '/favicon.ico'];
let nextVisit;

function visit() {
	const path = paths[Math.floor(Math.random() * paths.length)];
	// Without keep-alive, and with its error expected: while this worker drains there may be nobody to answer.
	get({port: server.address()?.port, path, agent: false}, response => response.resume()).on('error', () => {});
	nextVisit = setTimeout(visit, 500 + Math.random() * 1500);
}

if (process.env.TRAFFIC !== 'off') {
	server.once('listening', visit);
	server.once('close', () => clearTimeout(nextVisit));
}
