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

type LoadedProgram<Exports> = {
	readonly exports: Exports;
	/** Keeps what V8 has compiled until now for the next start, unless that is how this one began. Takes some 10 ms. */
	readonly keepCode: () => Promise<void>;
};

const DIGEST_LENGTH = 16;
/** Size and time of the program's file, the code's fingerprint, the digest: whole numbers of 8 bytes, as V8 wants it. */
const HEADER_BYTES = 24 + DIGEST_LENGTH;

/**
 * Loads a program of one CommonJS file with what V8 had compiled of it at an earlier start. To parse and compile it anew takes
 * half of the time from the command to the first fork. (Node's own `module.enableCompileCache` keeps what is compiled when a
 * file is loaded, and not what is compiled as it runs, which is more; and Node 20 has none.)
 *
 * @param file of ASCII, which is read twice as fast; it ends with sixteen characters that are a digest of what is before them.
 * It must not use `import()`: in code that is loaded so, Node 20 has it only with a flag or a warning.
 * @param folder where the code is kept, for each node by itself; undefined: nowhere.
 */
function loadProgram<Exports>(file: string, folder: string | undefined): LoadedProgram<Exports> {
	const source = fs.readFileSync(file, 'latin1');
	const {size, mtimeMs} = fs.statSync(file);
	const stamp = {size, mtimeMs, digest: source.slice(-DIGEST_LENGTH)};
	const place = folder && path.join(folder, `${process.version}-${process.arch}`);
	const cachedData = place === undefined ? undefined : readCode(place, stamp);
	const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
		filename: file,
		...(cachedData && {cachedData}),
	});
	const program = {exports: {} as Exports};
	script.runInThisContext()(program.exports, require, program, file, path.dirname(file));
	return {
		exports: program.exports,
		keepCode: async () => {
			// V8 itself rejects the code of another V8, or of one with other flags.
			if (place !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
				await writeCode(place, stamp, script.createCachedData());
			}
		},
	};
}

/** Whoever can write code can run it: only what this user alone can have written is taken. */
function readCode(place: string, {size, mtimeMs, digest}: Stamp): Buffer | undefined {
	let fd: number | undefined;
	try {
		fd = fs.openSync(place, 'r');
		const {uid, mode} = fs.fstatSync(fd);
		if (process.geteuid !== undefined && (uid !== process.geteuid() || (mode & 0o022) !== 0)) {
			return undefined;
		}
		const bytes = fs.readFileSync(fd);
		const code = bytes.subarray(HEADER_BYTES);
		const isOfThis =
			bytes.readDoubleLE(0) === size &&
			bytes.readDoubleLE(8) === mtimeMs &&
			bytes.toString('latin1', 24, HEADER_BYTES) === digest &&
			bytes.readDoubleLE(16) === fingerprint(code);
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

async function writeCode(place: string, {size, mtimeMs, digest}: Stamp, code: Buffer): Promise<void> {
	const header = Buffer.alloc(HEADER_BYTES);
	header.writeDoubleLE(size, 0);
	header.writeDoubleLE(mtimeMs, 8);
	header.writeDoubleLE(fingerprint(code), 16);
	header.write(digest, 24, 'latin1');
	const draft = `${place}.${process.pid}`;
	const {mkdir, open, rename, rm} = fs.promises;
	try {
		await mkdir(path.dirname(place), {recursive: true, mode: 0o700});
		const file = await open(draft, 'wx', 0o600);
		try {
			await file.writeFile(Buffer.concat([header, code]));
			// Before it gets its name, else a system that goes down may leave the name without the bytes.
			await file.datasync();
		} finally {
			await file.close();
		}
		await rename(draft, place);
	} catch {
		// A disk that is full or read-only: the next start is as slow as this one.
		await rm(draft, {force: true}).catch(() => {});
	}
}

/**
 * Tells code that is whole from code that has lost a page or its end, for which V8 would end the process. Of one number in
 * sixteen: to go through them all takes 3 ms.
 */
function fingerprint({buffer, byteOffset, length}: Buffer): number {
	const numbers = new Int32Array(buffer, byteOffset, Math.floor(length / 4));
	let sum = length;
	for (let at = 0; at < numbers.length; at += 16) {
		sum = (Math.imul(sum, 31) + (numbers[at] ?? 0)) | 0;
	}
	return sum;
}

export = {loadProgram};
