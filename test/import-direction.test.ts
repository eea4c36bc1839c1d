import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'clumon-imports-'));
afterAll(() => rmSync(folder, {recursive: true}));

const imports: ReadonlyArray<readonly [file: string, source: string, allowed: boolean]> = [
	['src/model/a.ts', './worker.js', true],
	['src/model/b.ts', 'node:fs', false],
	['src/model/c.ts', 'chalk', false],
	['src/model/d.ts', '../logs/log-block.js', false],
	['src/supervisor/a.ts', '../model/worker.js', true],
	['src/supervisor/b.ts', 'node:cluster', true],
	['src/supervisor/c.ts', '../logs/log-store.js', false],
	['src/sampler/a.ts', '../supervisor/supervisor.js', false],
	['src/logs/a.ts', '../ui/text/cells.js', false],
	['src/ui/a.tsx', '../model/snapshot.js', true],
	['src/ui/b.tsx', '../logs/log-block.js', true],
	['src/ui/c.tsx', '../start-options.js', true],
	['src/ui/d.tsx', './text/cells.js', true],
	['src/ui/e.tsx', '../supervisor/supervisor.js', false],
	['src/ui/f.tsx', '../sampler/sampler.js', false],
	['src/ui/log/a.ts', '../../logs/log-block.js', true],
	['src/ui/log/b.ts', '../text/cells.js', true],
	['src/ui/log/c.ts', '../../supervisor/supervisor.js', false],
	['src/ui/text/a.ts', '../../model/snapshot.js', true],
	['src/ui/text/b.ts', '../screen-state.js', false],
	['src/ui/terminal/a.ts', '../text/cells.js', true],
	['src/ui/terminal/b.ts', '../log/log-pane.js', false],
	['src/headless/a.ts', '../ui/text/cells.js', false],
	['src/control/a.ts', '../run.js', false],
	['src/command-line/a.ts', '../start-options.js', true],
	['src/command-line/b.ts', '../model/snapshot.js', false],
	['src/command-line/c.ts', '../own-files.js', true],
	['src/preload/a.ts', '../model/snapshot.js', false],
	['src/commands/a.ts', '../control/control-client.js', true],
	['src/commands/b.ts', '../ui/thread/screen-host.js', true],
	['src/commands/c.ts', '../supervisor/supervisor.js', false],
	['src/commands/d.ts', '../run.js', false],
	['src/run.ts', './supervisor/supervisor.js', true],
	['src/other.ts', './run.js', false],
	['src/another.ts', './main.js', false],
	['src/main.ts', './run.js', true],
];

describe('the linter', () => {
	// Biome reads the paths in its rules from where they are.
	cpSync('biome.json', join(folder, 'biome.json'));
	for (const [file, source] of imports) {
		mkdirSync(join(folder, dirname(file)), {recursive: true});
		writeFileSync(join(folder, file), `export const imported = await import('${source}');\n`);
	}

	const {stdout, stderr} = spawnSync(
		'node_modules/.bin/biome',
		['lint', '--vcs-enabled=false', `--config-path=${folder}`, '--only=style/noRestrictedImports', folder],
		{encoding: 'utf8', env: {PATH: process.env['PATH']}},
	);

	test.each(imports)('in %s on an import of %s: allowed %s', (file, _, allowed) => {
		expect(`${stdout}${stderr}`.includes(`${file}:`)).toBe(!allowed);
	});
});
