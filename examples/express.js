// Express, as its documentation begins: clumon examples/express.js
import process from 'node:process';
import express from 'express';

const app = express();

app.get('/', (_request, response) => {
	response.send(`hello from ${process.pid}\n`);
});

app.listen(process.env.PORT ?? 3000, error => {
	if (error) {
		throw error;
	}
});
