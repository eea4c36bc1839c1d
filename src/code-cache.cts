import fs = require('node:fs');
import path = require('node:path');
import vm = require('node:vm');

/** By it one program is told from all others. */
type Stamp = {
	readonly size: number;
	readonly mtimeMs: number;
	/** V8 itself compares lengths alone, and npm gives all files that it installs one time. */
	readonly digest: string;
};

/** To write the code takes milliseconds. */
const DRAFT_LIMIT_MS = 60_000;

type LoadedProgram<Exports> = {
	readonly exports: Exports;
	/** Keeps what V8 has compiled until now for the next start, unless that is how this one began. Takes 5 ms. */
	readonly keepCode: () => Promise<void>;
};

const DIGEST_LENGTH = 16;
/** Size and time of the program's file, the digest: whole numbers of 8 bytes, as V8 wants it. The code follows, twice. */
const HEADER_BYTES = 16 + DIGEST_LENGTH;

/**
 * Loads a program of CommonJS files with what V8 had compiled of it at an earlier start: an app's first answer comes after 99 ms
 * instead of 116 (`bench/start.mjs`). (Node's own `module.enableCompileCache` keeps what is compiled when a file is loaded, and not
 * what is compiled as it runs, which is more; and Node 20 has none.)
 *
 * @param file loads the program's other files, from its own folder, by `require('./<name>.cjs')`. Each ends with sixteen characters of
 * ASCII that are a digest of what is before them. They must not use `import()`: in code that is loaded so, Node 20 has it only with a
 * flag or a warning.
 * @param folder where the code is kept, for each node by itself; undefined: nowhere.
 * @param later of its other files, those that are loaded when there may be no descriptor left to read them with: they are read at once.
 */
function loadProgram<Exports>(
	file: string,
	folder: string | undefined,
	later: readonly string[] = [],
): LoadedProgram<Exports> {
	const texts = new Map(later.map(name => path.join(path.dirname(file), name)).map(one => [one, readText(one)]));
	const parts = new Map<string, Part>();
	const load = (one: string): unknown => {
		const loaded = parts.get(one);
		if (loaded !== undefined) {
			return loaded.exports;
		}
		const part = loadPart(one, texts.get(one) ?? readText(one), folder);
		texts.delete(one);
		parts.set(one, part);
		part.run(load);
		return part.exports;
	};
	return {
		exports: load(file) as Exports,
		keepCode: async () => {
			for (const part of parts.values()) {
				await part.keepCode();
			}
		},
	};
}

type Part = {
	exports: unknown;
	/** @param load gives what another file of the program exports. */
	readonly run: (load: (path: string) => unknown) => void;
	readonly keepCode: () => Promise<void>;
};

type Text = {readonly source: string; readonly stamp: Stamp};

function readText(file: string): Text {
	const source = fs.readFileSync(file, 'utf8');
	const {size, mtimeMs} = fs.statSync(file);
	return {source, stamp: {size, mtimeMs, digest: source.slice(-DIGEST_LENGTH)}};
}

function loadPart(file: string, {source, stamp}: Text, folder: string | undefined): Part {
	const place =
		folder === undefined
			? undefined
			: path.join(folder, `${process.version}-${process.arch}-${path.basename(file, '.cjs')}`);
	const cachedData = place === undefined ? undefined : readCode(place, stamp);
	const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
		filename: file,
		...(cachedData && {cachedData}),
	});
	// V8 itself rejects the code of another V8, or of one with other flags. (Not the code itself: it would be held for ever.)
	const isTaken = cachedData !== undefined && !script.cachedDataRejected;
	const folderOfAll = path.dirname(file);
	const part: Part = {
		exports: {},
		run: load => {
			const requireAny = (id: string) => (id.startsWith('./') ? load(path.join(folderOfAll, id)) : require(id));
			script.runInThisContext()(part.exports, requireAny, part, file, folderOfAll);
		},
		keepCode: async () => {
			if (place !== undefined && !isTaken) {
				await writeCode(place, stamp, script.createCachedData());
			}
		},
	};
	return part;
}

/**
 * Whoever can write code can run it: only what this user alone can have written is taken. Damaged code, one bit is enough,
 * would make V8 end the process: it is taken when both copies are the same. (To compare takes 0.3 ms, a checksum 3.)
 */
function readCode(place: string, {size, mtimeMs, digest}: Stamp): Buffer | undefined {
	let fd: number | undefined;
	try {
		// Else a named pipe in its place would be waited for.
		fd = fs.openSync(place, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
		const stats = fs.fstatSync(fd);
		if (!stats.isFile() || !isOnlyOwn(stats)) {
			return undefined;
		}
		const bytes = fs.readFileSync(fd);
		const middle = HEADER_BYTES + (bytes.length - HEADER_BYTES) / 2;
		const code = bytes.subarray(HEADER_BYTES, middle);
		const isOfThis =
			bytes.readDoubleLE(0) === size &&
			bytes.readDoubleLE(8) === mtimeMs &&
			bytes.toString('latin1', 16, HEADER_BYTES) === digest &&
			code.length > 0 &&
			code.equals(bytes.subarray(middle));
		return isOfThis ? code : undefined;
	} catch {
		// ENOENT: the first start. Whatever else it is, the program's own file is there.
		return undefined;
	} finally {
		if (fd !== undefined) {
			fs.closeSync(fd);
		}
	}
}

/** Windows knows no owners. */
function isOnlyOwn({uid, mode}: fs.Stats): boolean {
	return process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0);
}

async function writeCode(place: string, {size, mtimeMs, digest}: Stamp, code: Buffer): Promise<void> {
	const header = Buffer.alloc(HEADER_BYTES);
	header.writeDoubleLE(size, 0);
	header.writeDoubleLE(mtimeMs, 8);
	header.write(digest, 16, 'latin1');
	const draft = `${place}.${process.pid}`;
	const {mkdir, open, rename} = fs.promises;
	const removeDraft = () => remove(draft);
	process.once('exit', removeDraft);
	try {
		await mkdir(path.dirname(place), {recursive: true, mode: 0o700});
		removeOldDrafts(place);
		const file = await open(draft, 'wx', 0o600);
		try {
			await file.writeFile(Buffer.concat([header, code, code]));
			// Before it gets its name, else a system that goes down may leave the name without the bytes.
			await file.datasync();
		} finally {
			await file.close();
		}
		await rename(draft, place);
	} catch {
		// A disk that is full or read-only: the next start is as slow as this one.
		removeDraft();
	} finally {
		process.off('exit', removeDraft);
	}
}

/** What processes have left that were killed while they wrote. */
function removeOldDrafts(place: string): void {
	const folder = path.dirname(place);
	for (const name of fs.readdirSync(folder)) {
		const file = path.join(folder, name);
		const stats = file.startsWith(`${place}.`) ? fs.statSync(file, {throwIfNoEntry: false}) : undefined;
		if (stats !== undefined && stats.mtimeMs < Date.now() - DRAFT_LIMIT_MS) {
			remove(file);
		}
	}
}

function remove(file: string): void {
	try {
		fs.rmSync(file, {force: true});
	} catch {
		// EROFS, or a folder that has become another user's.
	}
}

export = {loadProgram};
