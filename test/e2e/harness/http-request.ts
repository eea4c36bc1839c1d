import {get} from 'node:http';

export type Answer = {readonly status: number; readonly body: string};

/** One request on a connection of its own; rejects when it is refused or reset. */
export function request(port: number, path = '/'): Promise<Answer> {
	return new Promise((resolve, reject) => {
		get({host: '127.0.0.1', port, path, agent: false}, response => {
			let body = '';
			response
				.setEncoding('utf8')
				.on('data', chunk => {
					body += chunk;
				})
				.on('end', () => resolve({status: response.statusCode ?? 0, body}))
				.on('error', reject);
		}).on('error', reject);
	});
}
