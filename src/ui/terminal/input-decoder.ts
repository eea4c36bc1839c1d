import type {InputEvent} from './input-event.js';
import {parseMouseReport} from './mouse-report.js';
import {controlKey, csiKey, linuxKey, ss3Key, withAlt} from './terminal-keys.js';
import {PasteCollector} from './terminal-paste.js';

/** Parameters past this are no key's; they are read to their end and forgotten. */
const MAX_PARAMETERS = 32;

const CTRL_C = 0x03;
const BEL = 0x07;
const ESC = 0x1b;
const DEL = 0x7f;
/** The C1 controls that begin or end a sequence. Each is also ESC and the letter 0x40 below it. */
const SS3 = 0x8f;
const DCS = 0x90;
const SOS = 0x98;
const CSI = 0x9b;
const ST = 0x9c;
const OSC = 0x9d;
const PM = 0x9e;
const APC = 0x9f;
/** What decoding makes of bytes that are no UTF-8. */
const REPLACEMENT = 0xfffd;
const C1_IN_USE = new Set([SS3, DCS, SOS, CSI, ST, OSC, PM, APC]);

/** What has been read of something that is not complete. `alt`: there is an ESC before it. */
type State =
	| {readonly kind: 'ground'}
	| {readonly kind: 'escape'; readonly alt: boolean}
	| {readonly kind: 'csi' | 'ss3'; readonly alt: boolean; readonly parameters: string}
	/** After `CSI [`: a function key of the Linux console. */
	| {readonly kind: 'linux'}
	/** After `CSI M`, the old mouse report: three bytes that may look like letters. */
	| {readonly kind: 'mouse'; readonly left: number}
	/** OSC, DCS, APC, PM, SOS: a terminal's answer, up to ST or BEL. */
	| {readonly kind: 'string'; readonly introducer: number; readonly isEmpty: boolean}
	/** Inside a character of several bytes. */
	| {readonly kind: 'utf8'; readonly alt: boolean; readonly bytes: readonly number[]; readonly left: number}
	| {readonly kind: 'paste'; readonly collector: PasteCollector};

const GROUND: State = {kind: 'ground'};

/**
 * Bytes from a terminal in raw mode → what the user did. Incremental: nothing depends on how the bytes were split into
 * reads. Keys act at once on real processes, so what is not understood is swallowed whole: no byte of an answer, a
 * report or an unknown sequence may come out as a letter.
 */
export class InputDecoder {
	#state: State = GROUND;
	#events: InputEvent[] = [];

	/**
	 * True after an ESC that is either the Escape key or the start of a sequence. Call `flush` when nothing follows for
	 * a moment: it was the key.
	 */
	get isWaiting(): boolean {
		return this.#state.kind === 'escape' || (this.#state.kind === 'string' && this.#state.isEmpty);
	}

	push(bytes: Uint8Array): readonly InputEvent[] {
		if (this.#state.kind === 'paste' && bytes.length === 1 && bytes[0] === CTRL_C) {
			// A paste whose end was lost would take every key for ever. A read of Ctrl-C alone is the user.
			this.#state = GROUND;
		}
		for (const byte of bytes) {
			this.#take(byte);
		}
		return this.#events.splice(0);
	}

	/** Nothing followed. ESC was the Escape key; ESC and the first letter of an answer were that letter with Alt. */
	flush(): readonly InputEvent[] {
		const state = this.#state;
		if (state.kind === 'escape') {
			this.#key(state.alt ? 'escape' : undefined);
			this.#key('escape');
			this.#state = GROUND;
		} else if (state.kind === 'string' && state.isEmpty) {
			this.#key(withAlt(String.fromCharCode(state.introducer - 0x40)));
			this.#state = GROUND;
		}
		return this.#events.splice(0);
	}

	#take(byte: number): void {
		const state = this.#state;
		switch (state.kind) {
			case 'ground':
				this.#takeFirst(byte, false);
				break;
			case 'escape':
				this.#takeAfterEscape(byte, state.alt);
				break;
			case 'csi':
				this.#takeCsi(byte, state);
				break;
			case 'ss3':
				this.#takeSs3(byte, state);
				break;
			case 'linux':
				this.#takeFinal(byte, linuxKey);
				break;
			case 'mouse':
				this.#state = state.left > 1 ? {kind: 'mouse', left: state.left - 1} : GROUND;
				break;
			case 'string':
				this.#takeString(byte, state);
				break;
			case 'utf8':
				this.#takeContinuation(byte, state);
				break;
			case 'paste':
				this.#takePasted(byte, state.collector);
				break;
		}
	}

	#takeFirst(byte: number, alt: boolean): void {
		this.#state = GROUND;
		if (byte === ESC) {
			this.#state = {kind: 'escape', alt: false};
		} else if (byte < 0x20 || byte === DEL) {
			this.#key(controlKey(byte), alt);
		} else if (byte < 0x80) {
			this.#key(String.fromCharCode(byte), alt);
		} else if (byte < 0xa0) {
			this.#takeC1(byte, alt);
		} else {
			const left = continuationBytes(byte);
			this.#state = left > 0 ? {kind: 'utf8', alt, bytes: [byte], left} : GROUND;
		}
	}

	#takeAfterEscape(byte: number, alt: boolean): void {
		if (byte === ESC) {
			this.#key(alt ? 'escape' : undefined);
			this.#state = {kind: 'escape', alt: true};
		} else if (C1_IN_USE.has(byte + 0x40)) {
			this.#takeC1(byte + 0x40, alt);
		} else {
			this.#key(alt ? 'escape' : undefined);
			// Ctrl-C means the same whatever was pressed before it.
			this.#key(byte === CTRL_C ? 'escape' : undefined);
			this.#takeFirst(byte, byte !== CTRL_C);
		}
	}

	#takeC1(c1: number, alt: boolean): void {
		if (c1 === CSI || c1 === SS3) {
			this.#state = {kind: c1 === CSI ? 'csi' : 'ss3', alt, parameters: ''};
		} else if (c1 !== ST && C1_IN_USE.has(c1)) {
			this.#state = {kind: 'string', introducer: c1, isEmpty: true};
		} else {
			this.#state = GROUND;
		}
	}

	#takeCsi(byte: number, {alt, parameters}: {readonly alt: boolean; readonly parameters: string}): void {
		if (byte >= 0x20 && byte < 0x40) {
			this.#state = {kind: 'csi', alt, parameters: append(parameters, byte)};
		} else if (byte === 0x4d && parameters === '') {
			this.#state = {kind: 'mouse', left: 3};
		} else if (byte === 0x5b && parameters === '') {
			this.#state = {kind: 'linux'};
		} else if (byte === 0x7e && parameters === '200') {
			this.#state = {kind: 'paste', collector: new PasteCollector()};
		} else if ((byte === 0x4d || byte === 0x6d) && parameters.startsWith('<')) {
			this.#state = GROUND;
			const report = parseMouseReport(parameters, String.fromCharCode(byte));
			this.#events.push(...(report === undefined ? [] : [report]));
		} else {
			this.#takeFinal(byte, final => csiKey(parameters, final), alt);
		}
	}

	#takeSs3(byte: number, {alt, parameters}: {readonly alt: boolean; readonly parameters: string}): void {
		if (byte >= 0x30 && byte < 0x3a) {
			this.#state = {kind: 'ss3', alt, parameters: append(parameters, byte)};
		} else {
			this.#takeFinal(byte, final => ss3Key(parameters, final), alt);
		}
	}

	/** The end of a sequence, unless something else cuts it off: that is read for itself. */
	#takeFinal(byte: number, nameKey: (final: string) => string | undefined, alt = false): void {
		if (byte < 0x20 || byte >= DEL) {
			this.#takeFirst(byte, false);
			return;
		}
		this.#state = GROUND;
		this.#key(nameKey(String.fromCharCode(byte)), alt);
	}

	/** Any control character ends it, so that a lost end (or Alt-] typed) does not take the keyboard away. */
	#takeString(byte: number, state: State & {readonly kind: 'string'}): void {
		if (byte === BEL || byte === ST) {
			this.#state = GROUND;
		} else if (byte < 0x20) {
			this.#takeFirst(byte, false);
		} else {
			this.#state = {...state, isEmpty: false};
		}
	}

	#takeContinuation(byte: number, state: State & {readonly kind: 'utf8'}): void {
		if (byte < 0x80 || byte > 0xbf) {
			this.#takeFirst(byte, false);
			return;
		}
		const bytes = [...state.bytes, byte];
		if (state.left > 1) {
			this.#state = {...state, bytes, left: state.left - 1};
			return;
		}
		this.#state = GROUND;
		const character = Buffer.from(bytes).toString();
		const codePoint = character.codePointAt(0) ?? 0;
		if (codePoint < 0xa0) {
			this.#takeC1(codePoint, state.alt);
		} else if (codePoint !== REPLACEMENT) {
			this.#key(character, state.alt);
		}
	}

	#takePasted(byte: number, collector: PasteCollector): void {
		const text = collector.push(byte);
		if (text !== undefined) {
			this.#state = GROUND;
			this.#events.push({type: 'paste', text});
		}
	}

	#key(key: string | undefined, alt = false): void {
		if (key !== undefined) {
			this.#events.push({type: 'key', key: alt ? withAlt(key) : key});
		}
	}
}

function append(parameters: string, byte: number): string {
	return parameters.length < MAX_PARAMETERS ? parameters + String.fromCharCode(byte) : parameters;
}

/** How many bytes follow the first one of a UTF-8 character; 0 where none can start like that. */
function continuationBytes(first: number): number {
	if (first < 0xc2 || first > 0xf4) {
		return 0;
	}
	return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}
