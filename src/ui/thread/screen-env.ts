/** Variables that would change what runs in the screen's thread; it prints nothing and loads nothing of the user's. */
const REMOVED: ReadonlySet<string> = new Set([
	// Ink loads the React developer tools.
	'DEV',
	// The user's preloads are for the app.
	'NODE_OPTIONS',
]);

/**
 * The environment of the screen's thread, and of nothing else: React reads NODE_ENV when it is loaded, and its
 * development build takes twice the time for a frame and keeps memory of each. The app must not see that we set it.
 */
export function screenEnv(
	env: Readonly<Record<string, string | undefined>>,
	colorLevel: number,
): Record<string, string | undefined> {
	const kept = Object.entries(env).filter(([name]) => !REMOVED.has(name));
	return {...Object.fromEntries(kept), NODE_ENV: 'production', FORCE_COLOR: String(colorLevel)};
}
