import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';

const files = new Set(readdirSync('src', {recursive: true, encoding: 'utf8'}));
const named = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/`([a-z/-]+\.tsx?)`/g)].map(([, name = '']) => name);

it('ARCHITECTURE.md names files that are there', () => {
	expect(named.length).toBeGreaterThan(20);
	const isThere = (name: string) =>
		existsSync(name) || [...files].some(file => file === name || file.endsWith(join('/', name)));
	expect(named.filter(name => !isThere(name))).toEqual([]);
});
