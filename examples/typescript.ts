// TypeScript without a build: clumon examples/typescript.ts --node-args "--import tsx"
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import process from 'node:process';

type Greeting = {readonly greeting: string; readonly pid: number};

function answer(_request: IncomingMessage, response: ServerResponse): void {
	const body: Greeting = {greeting: 'hello', pid: process.pid};
	response.setHeader('Content-Type', 'application/json');
	response.end(JSON.stringify(body));
}

createServer(answer).listen(process.env['PORT'] ?? 3000);
