// WebSockets that echo: clumon examples/websocket.js
//
// A connection stays with its worker until it ends, so a reload waits for it --drain-timeout long. Node closes the servers
// of a worker that is disconnected, and tells nobody: this one hears of it and says goodbye (1001, going away), so that
// its clients come back at once, to another worker.
import {createServer} from 'node:http';
import process from 'node:process';
import {WebSocketServer} from 'ws';

const server = createServer((_request, response) => response.end(`hello from ${process.pid}\n`));
const sockets = new WebSocketServer({server});

sockets.on('connection', socket => {
	socket.on('message', data => socket.send(data.toString()));
	socket.send(`connected to ${process.pid}`);
});

const close = server.close.bind(server);
server.close = done => {
	for (const socket of sockets.clients) {
		socket.close(1001, 'going away');
	}
	return close(done);
};

server.listen(process.env.PORT ?? 3000);
