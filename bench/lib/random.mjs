/** Numbers in 0…1 that look random and are the same for the same seed (a linear congruential generator, 32 bits). */
export function createRandom(seed) {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

export function pick(random, choices) {
	return choices[Math.floor(random() * choices.length)];
}

/** The same items in an order of chance (Fisher and Yates). */
export function shuffle(random, items) {
	const shuffled = [...items];
	for (let at = shuffled.length - 1; at > 0; at--) {
		const other = Math.floor(random() * (at + 1));
		[shuffled[at], shuffled[other]] = [shuffled[other], shuffled[at]];
	}
	return shuffled;
}
