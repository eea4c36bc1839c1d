import {describe, expect, it} from 'vitest';
import {copyLines} from '../../../src/ui/log/copy-lines.js';
import {line} from '../screen-fixtures.js';

function copy(texts: readonly string[], isTmux = false) {
	const written: string[] = [];
	const reply = copyLines(
		texts.map((text, index) => line(index + 1, text)),
		{write: sequence => written.push(sequence), isTmux},
	);
	const [, encoded = ''] = /^\x1b\]52;c;([A-Za-z0-9+/=]*)\x07$/.exec(written.join('')) ?? [];
	return {reply, text: Buffer.from(encoded, 'base64').toString(), isWritten: written.length > 0};
}

describe('what is copied', () => {
	it('is the text alone, as it was written', () => {
		expect(copy(['GET /ü\t200 漢 '])).toMatchObject({text: 'GET /ü\t200 漢 ', reply: {ok: true}});
		expect(copy(['one', 'two'])).toMatchObject({text: 'one\ntwo'});
	});

	it('steers no terminal that it is pasted into', () => {
		expect(copy(['\x1b[31mred\x1b[0m \x1b]8;;http://a.b\x1b\\link\x1b]8;;\x07 a\x07b\x00\x9b2J\x1b\x7f']).text).toBe(
			'red link ab2J',
		);
	});

	it('is told with its size, and what it takes', () => {
		expect(copy(['héé']).reply.message).toBe('copied 1 line, 5 bytes · if the terminal allows it (OSC 52)');
		expect(copy(['a', 'b'], true).reply.message).toBe('copied 2 lines, 3 bytes · tmux needs set-clipboard on');
	});

	it('is nothing when it is more than terminals take', () => {
		expect(copy(['x'.repeat(74_994)])).toMatchObject({isWritten: true, reply: {ok: true}});
		const {isWritten, reply} = copy(['x'.repeat(74_995)]);
		expect(isWritten).toBe(false);
		expect(reply).toEqual({
			ok: false,
			message: '1 line, 74,995 bytes: terminals take 74,994 at most; S saves to a file',
		});
	});
});
