import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { segmentOfName } from '../format/segment-format.ts';
import { limits } from '../../protocol/limits.ts';
import { TapeError } from '../format/tape-error.ts';
import { guarded } from './guarded.ts';
import { makeFolder } from './make-folder.ts';
import type { SegmentSink, SegmentSource, TapeStore } from './tape-store.ts';

/**
 * A trace on disk: a folder, or one of its segments. What it holds was said in confidence, so
 * nobody but its owner can read it.
 */
export class FsTapeStore implements TapeStore {
  readonly single: boolean;
  private readonly folder: string;
  private readonly segment: string;
  private readonly madeFolders: string[] = [];
  private readonly madeFiles: string[] = [];

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
      this.madeFolders.push(...makeFolder(this.folder));
      const path = join(this.folder, name);
      const file = openSync(path, 'wx', 0o600);
      this.madeFiles.push(path);
      return sinkTo(file);
    });
  }

  reopen(name: string, size: number): SegmentSink {
    return guarded(() => {
      const path = join(this.folder, name);
      if (statSync(path).size < size) throw new TapeError('io', `${name} became shorter`);
      truncateSync(path, size);
      return sinkTo(openSync(path, 'a'));
    });
  }

  remove(name: string): void {
    guarded(() => rmSync(join(this.folder, name), { force: true }));
  }

  /** As if nothing had been recorded; a folder that somebody else uses by now stays. */
  discard(): void {
    for (const path of this.madeFiles.splice(0)) removeIfThere(() => unlinkSync(path));
    for (const path of this.madeFolders.splice(0).reverse()) removeIfThere(() => rmdirSync(path));
  }

  open(name: string): SegmentSource {
    return guarded(() => {
      const file = openFile(join(this.folder, name));
      return {
        size: fstatSync(file).size,
        read: (offset, into) => guarded(() => readWhole(file, offset, into)),
        close: () => guarded(() => closeSync(file)),
      };
    });
  }
}

/** Opening a pipe that nobody writes to would wait for whoever does, and a device has no end. */
function openFile(path: string): number {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new TapeError('io', `${basename(path)} is no file`);
}

function sinkTo(file: number): SegmentSink {
  return {
    append: (bytes) =>
      guarded(() => {
        // A system goes on writing into a file that nobody will ever find again. Between the full buffers
        // of a busy node there is one from its timer that is not full, and that is often enough to look.
        const isFull = bytes.length >= limits.tapeBufferBytesMax;
        if (!isFull && fstatSync(file).nlink === 0) throw new TapeError('io', 'it was deleted');
        writeWhole(file, bytes);
      }),
    close: () => guarded(() => closeSync(file)),
  };
}

function isFile(path: string): boolean {
  return guarded(() => whatIsAt(path)?.isFile() ?? false);
}

function namesIn(folder: string): string[] {
  return whatIsAt(folder) === null ? [] : readdirSync(folder);
}

/** null also below a file, where nothing can be. */
function whatIsAt(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return null;
    throw error;
  }
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

function removeIfThere(remove: () => void): void {
  try {
    remove();
  } catch {
    // What cannot be removed does no harm.
  }
}
