import type {Buffer} from 'node:buffer';

/** What takes a writer's lines: each with its line end, and how many they are. */
export type LineTarget = {readonly write: (bytes: Buffer, lineCount: number) => void};
