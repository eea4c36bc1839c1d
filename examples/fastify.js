// Fastify with its own logger, which writes a JSON object a line: clumon examples/fastify.js
import process from 'node:process';
import fastify from 'fastify';

const app = fastify({logger: true});

app.get('/', async () => `hello from ${process.pid}\n`);

await app.listen({port: Number(process.env.PORT ?? 3000)});
