import {afterEach, describe, expect, it} from 'vitest';
import type {OperatorReply, OperatorRequest} from '../../src/model/operator.js';
import type {ClusterSnapshot} from '../../src/model/snapshot.js';
import {Screen, type ScreenProps} from '../../src/ui/screen.js';
import type {InputEvent} from '../../src/ui/terminal/input-event.js';
import {CarryLineContext, LineCarrier} from '../../src/ui/terminal/line-carrier.js';
import {type Rendered, renderAt} from './render-at.js';
import {line, logOf, numbered, PLAIN_OPTIONS, readyCluster} from './screen-fixtures.js';

let rendered: Rendered | undefined;
afterEach(() => rendered?.unmount());

/** A value that can be changed and watched. */
function createSource<Value>(initial: Value) {
	let value = initial;
	const listeners = new Set<() => void>();
	return {
		get: () => value,
		set: (next: Value) => {
			value = next;
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe: (onChange: () => void) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		listeners,
	};
}

function mount(changes: Partial<ScreenProps> = {}) {
	const snapshot = createSource<ClusterSnapshot>(readyCluster(4));
	const lines = createSource(numbered(1, 50));
	const requests: OperatorRequest[] = [];
	let listener: ((event: InputEvent) => void) | undefined;
	const props: ScreenProps = {
		view: {getSnapshot: snapshot.get, getSamples: () => [], subscribe: snapshot.subscribe},
		log: {
			linesBefore: range => logOf(lines.get()).linesBefore(range),
			linesFrom: range => logOf(lines.get()).linesFrom(range),
			countFrom: place => logOf(lines.get()).countFrom(place),
			progressOf: filter => logOf(lines.get()).progressOf(filter),
			gap: () => undefined,
			getVersion: () => lines.get().length,
			hold: () => {},
			subscribe: lines.subscribe,
		},
		operator: async (request): Promise<OperatorReply> => {
			requests.push(request);
			return {ok: true, message: `did ${request.type}`};
		},
		perform: async ({type}): Promise<OperatorReply> => ({ok: true, message: `did ${type}`}),
		input: onInput => {
			listener = onInput;
			return () => {
				listener = undefined;
			};
		},
		size: {columns: 80, rows: 24},
		options: PLAIN_OPTIONS,
		...changes,
	};
	const screen = renderAt(<Screen {...props} />, props.size);
	rendered = screen;
	const press = (...keys: readonly string[]) => {
		for (const key of keys) {
			listener?.({type: 'key', key});
		}
	};
	const text = () => screen.rows().join('\n');
	return {screen, props, snapshot, lines, requests, press, text, isListening: () => listener !== undefined};
}

describe('Screen', () => {
	it('shows the workers and the log, one row less than there is', () => {
		const {screen, text} = mount();
		expect(screen.rows()).toHaveLength(23);
		expect(text()).toContain('▸ 0  w1  48213 ● ready');
		expect(text()).toContain('12:29:50 0 line 50');
	});

	it('moves the selection and acts on the selected worker', async () => {
		const {press, requests, text, isListening} = mount();
		await expect.poll(isListening).toBe(true);
		press('down', 'r');
		expect(requests).toEqual([{type: 'restart', instance: 1}]);
		await expect.poll(text).toContain(' did restart');
	});

	it('decides each of several keys on what the one before it has left', async () => {
		const {press, requests, isListening, text} = mount();
		await expect.poll(isListening).toBe(true);
		press('down', 'down', 'r', 'up', 'k');
		expect(requests).toEqual([
			{type: 'restart', instance: 2},
			{type: 'kill', instance: 1},
		]);
		await expect.poll(text).toContain('▸ 1 ');
	});

	it('paints once for several keys', async () => {
		const {press, screen, isListening, text} = mount();
		await expect.poll(isListening).toBe(true);
		const before = screen.frames.length;
		press('down', 'down', 'down');
		await expect.poll(text).toContain('▸ 3 ');
		expect(screen.frames.length).toBe(before + 1);
	});

	it('shows what changes in the cluster and in the log', async () => {
		const {snapshot, lines, text, isListening} = mount();
		await expect.poll(isListening).toBe(true);
		snapshot.set(readyCluster(2));
		await expect.poll(text).toContain('2/2 ready');
		lines.set([...lines.get(), line(51, 'something new')]);
		await expect.poll(text).toContain('something new');
	});

	it('keeps the selection on an instance that there is', async () => {
		const {snapshot, press, requests, isListening, text} = mount();
		await expect.poll(isListening).toBe(true);
		press('down', 'down', 'down');
		snapshot.set(readyCluster(2));
		await expect.poll(text).toContain('▸ 1 ');
		press('k');
		expect(requests).toEqual([{type: 'kill', instance: 1}]);
	});

	it('fits itself into a new size', async () => {
		const {screen, props} = mount();
		screen.rerender(<Screen {...props} size={{columns: 40, rows: 10}} />);
		await expect.poll(() => screen.rows().length).toBe(9);
		expect(screen.rows()[1]).toBe('  # STATE            UP RST  CPU    MEM');
	});

	it('says so when the operator cannot be reached', async () => {
		const {press, text, isListening} = mount({
			operator: () => Promise.reject(new Error('the primary is gone')),
		});
		await expect.poll(isListening).toBe(true);
		press('R');
		await expect.poll(text).toContain('the primary is gone');
	});

	it('lets go of everything when it ends', async () => {
		const {screen, snapshot, lines, isListening} = mount();
		await expect.poll(isListening).toBe(true);
		screen.unmount();
		await expect.poll(isListening).toBe(false);
		expect([snapshot.listeners.size, lines.listeners.size]).toEqual([0, 0]);
	});
});

describe('Screen with a table lower than the detail beside it', () => {
	it('puts each line in its place, whether Ink draws it or only lays it out', () => {
		const size = {columns: 140, rows: 35};
		const {snapshot, props, screen} = mount({size});
		snapshot.set(readyCluster(2));
		screen.rerender(<Screen {...props} />);
		const drawn = screen.rows();
		screen.unmount();
		const carrier = new LineCarrier();
		rendered = renderAt(
			<CarryLineContext value={carrier.carry}>
				<Screen {...props} />
			</CarryLineContext>,
			size,
		);
		expect(drawn[5]).toMatch(/^ {40,}│/);
		expect(carrier.deliver(rendered.rows())).toEqual(drawn);
	});
});
