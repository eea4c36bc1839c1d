/** What will be sent for a typed text. */
export type MessageValue = {readonly kind: 'text' | 'json'; readonly value: unknown};

/** Valid JSON is the value that it stands for; anything else is the text itself. */
export function parseMessage(text: string): MessageValue {
	try {
		return {kind: 'json', value: JSON.parse(text)};
	} catch {
		// Not JSON, so it is text.
		return {kind: 'text', value: text};
	}
}
