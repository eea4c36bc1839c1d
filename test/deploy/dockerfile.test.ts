import {describe, expect, test} from 'vitest';
import {readDeployFile} from './deploy-files.js';

const instructions = readDeployFile('Dockerfile')
	.replaceAll(/^#.*\n/gm, '')
	.replaceAll(/\\\n\s*/g, '')
	.split('\n')
	.filter(line => line.trim() !== '')
	.map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'ENTRYPOINT', 'CMD', 'HEALTHCHECK'];
const finalStage = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'));

describe('the Dockerfile', () => {
	test('has known instructions only', () => {
		expect(instructions.map(([name]) => name).filter(name => !known.includes(name))).toEqual([]);
	});

	test('runs nothing in a shell', () => {
		const programs = instructions.filter(([name]) => ['RUN', 'ENTRYPOINT', 'CMD', 'HEALTHCHECK'].includes(name));
		expect(programs).toHaveLength(4);
		for (const [, words] of programs) {
			expect(JSON.parse(words.slice(words.indexOf('[')))).toEqual(expect.arrayContaining([expect.any(String)]));
		}
	});

	test('runs clumon as a user without rights', () => {
		const user = finalStage.findLastIndex(([name]) => name === 'USER');
		expect(finalStage[user]?.[1]).toBe('node');
		expect(user).toBeLessThan(finalStage.findIndex(([name]) => name === 'ENTRYPOINT'));
	});

	test('builds and runs on the same image, as addons are built for one', () => {
		const images = instructions.filter(([name]) => name === 'FROM').map(([, image]) => image.split(' ')[0]);
		expect(images).toEqual(['node:22-slim', 'node:22-slim']);
	});
});
