import {Box} from 'ink';
import {afterEach, describe, expect, it} from 'vitest';
import {Pane} from '../../src/ui/pane.js';
import {type Rendered, renderAt} from './render-at.js';

let rendered: Rendered | undefined;
afterEach(() => rendered?.unmount());

const SIZE = {columns: 20, rows: 6};

describe('Pane', () => {
	it('draws lines as they are, empty ones too', () => {
		rendered = renderAt(<Pane width={20} lines={['one', '', '  three']} />, SIZE);
		expect(rendered.rows()).toEqual(['one', '', '  three']);
	});

	it('keeps its place beside others', () => {
		rendered = renderAt(
			<Box>
				<Pane width={8} lines={['left']} />
				<Pane width={5} lines={['right', 'again']} />
			</Box>,
			SIZE,
		);
		expect(rendered.rows()).toEqual(['left    right', '        again']);
	});

	it('draws nothing when it has no line', () => {
		rendered = renderAt(<Pane width={20} lines={[]} />, SIZE);
		expect(rendered.rows()).toEqual(['']);
	});

	it('gives Ink one and the same text to measure, whatever it draws', () => {
		const texts = new Set<string>();
		const keep = Map.prototype.set;
		// The cache of ink/build/measure-text.js is a Map that nothing else can see; no test above has a pane of this height.
		Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
			if (typeof key === 'string' && typeof value === 'object' && value !== null && 'height' in value) {
				texts.add(key);
			}
			return keep.call(this, key, value);
		};
		try {
			for (let frame = 0; frame < 50; frame += 1) {
				const node = <Pane width={20} lines={['', '', '', `line ${frame}`, `again ${frame}`]} />;
				if (rendered === undefined || frame === 0) {
					rendered = renderAt(node, SIZE);
				} else {
					rendered.rerender(node);
				}
			}
		} finally {
			Map.prototype.set = keep;
		}
		expect(rendered?.rows()).toEqual(['', '', '', 'line 49', 'again 49']);
		expect([...texts]).toEqual(['.\n.\n.\n.\n.']);
	});
});
