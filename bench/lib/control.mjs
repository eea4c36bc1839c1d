import {request} from 'node:http';

/** Asks a clumon over its socket for the whole of an answer, and returns its lines as objects. */
export async function askSocket({socketPath, path, method = 'GET'}) {
	const response = await send({socketPath, path, method});
	let body = '';
	for await (const chunk of response.setEncoding('utf8')) {
		body += chunk;
	}
	return body.trim().split('\n').map(JSON.parse);
}

/** What `clumon monit` asks for, until both streams have said something; then it is gone. */
export async function attachAndDetach(socketPath) {
	const paths = ['/events', '/logs?format=packed&follow=1&from=0'];
	const responses = await Promise.all(paths.map(path => send({socketPath, path, method: 'GET'})));
	await Promise.all(responses.map(firstBytes));
}

async function firstBytes(response) {
	if (response.statusCode !== 200) {
		throw new Error(`an attach was answered with ${response.statusCode}`);
	}
	// Leaving the loop destroys the connection.
	for await (const _chunk of response) {
		return;
	}
}

function send({socketPath, path, method}) {
	return new Promise((resolve, reject) => {
		request({socketPath, path, method, agent: false, headers: {host: 'clumon'}}, resolve)
			.on('error', reject)
			.end();
	});
}
