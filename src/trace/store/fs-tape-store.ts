import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { segmentOfName } from '../format/segment-format.ts';
import { TapeError } from '../format/tape-error.ts';
import type { SegmentSink, SegmentSource, TapeStore } from './tape-store.ts';

/**
 * A trace on disk: a folder, or one of its segments. What it holds was said in confidence, so
 * nobody but its owner can read it.
 */
export class FsTapeStore implements TapeStore {
  readonly single: boolean;
  private readonly folder: string;
  private readonly segment: string;

  constructor(path: string) {
    this.single = isFile(path);
    this.folder = this.single ? dirname(path) : path;
    this.segment = basename(path);
  }

  list(): readonly string[] {
    if (this.single) return [this.segment];
    const names = guarded(() => namesIn(this.folder));
    return names.filter((name) => segmentOfName(name) !== null).sort(byNumber);
  }

  create(name: string): SegmentSink {
    if (this.single) throw new TapeError('exists', `${this.segment} is a file already`);
    return guarded(() => {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const file = openSync(join(this.folder, name), 'wx', 0o600);
      return {
        append: (bytes) => guarded(() => writeWhole(file, bytes)),
        close: () => guarded(() => closeSync(file)),
      };
    });
  }

  open(name: string): SegmentSource {
    return guarded(() => {
      const file = openSync(join(this.folder, name), 'r');
      return {
        size: fstatSync(file).size,
        read: (offset, into) => guarded(() => readWhole(file, offset, into)),
        close: () => guarded(() => closeSync(file)),
      };
    });
  }
}

function isFile(path: string): boolean {
  return guarded(() => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

function namesIn(folder: string): string[] {
  const there = statSync(folder, { throwIfNoEntry: false });
  return there === undefined ? [] : readdirSync(folder);
}

function byNumber(one: string, other: string): number {
  return segmentOfName(one)! - segmentOfName(other)!;
}

function writeWhole(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

function readWhole(file: number, offset: number, into: Uint8Array): number {
  let read = 0;
  while (read < into.length) {
    const bytes = readSync(file, into, read, into.length - read, offset + read);
    if (bytes === 0) break;
    read += bytes;
  }
  return read;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TapeError || !(error instanceof Error)) throw error;
    const exists = 'code' in error && error.code === 'EEXIST';
    throw new TapeError(exists ? 'exists' : 'io', error.message, { cause: error });
  }
}
