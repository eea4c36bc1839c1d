import type {ChalkInstance} from 'chalk';

// Of middle lightness, so that they can be read on a dark and on a light background; no red, which means trouble.
const COLORS_256 = [37, 170, 71, 172, 68, 136, 99, 107, 168, 73] as const;
const COLORS_16 = ['cyan', 'magenta', 'green', 'blue', 'yellow', 'cyanBright', 'magentaBright'] as const;

/** How an instance's number is dressed wherever its lines are shown: the same for as long as it lives. */
export function createInstanceStyle(chalk: ChalkInstance): (index: number) => (text: string) => string {
	const styles = chalk.level > 1 ? COLORS_256.map(color => chalk.ansi256(color)) : COLORS_16.map(color => chalk[color]);
	return index => styles[index % styles.length] ?? chalk.reset;
}
