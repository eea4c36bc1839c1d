// A worker of jobs that listens on no port: clumon examples/jobs.js --wait-ready
//
// It says itself when it is ready, and ends a job that it has begun before it goes (SIGTERM): a restart loses none.
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';

let isEnding = false;
process.once('SIGTERM', () => {
	isEnding = true;
});

// Where a real one would connect to its queue.
await sleep(100);
process.send?.('ready');

for (let job = 1; !isEnding; job += 1) {
	console.log(`job ${job} begun`);
	await sleep(Number(process.env.JOB_MS ?? 1000));
	console.log(`job ${job} done`);
}

process.exit(0);
