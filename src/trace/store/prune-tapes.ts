import { existsSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PREFIX_BYTES, readPrefix, segmentOfName } from '../format/segment-format.ts';
import { FsTapeStore } from './fs-tape-store.ts';
import { guarded } from './guarded.ts';
import { isRunFolderName } from './run-folder.ts';

/** What the tapes in one folder may take together. */
export interface TapeRoom {
  readonly keepBytes: number;
  /**
   * Of these, what is kept free for the run that begins now. With a half, the newest of the others
   * always fits beside it.
   */
  readonly newRunBytes: number;
}

export interface KeptTape {
  /** Of its folder. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * Deletes the oldest runs of a folder until a new one has its room, and gives their names. What does
 * not look just like a run of ours is left alone, with whatever somebody has put into its folder.
 */
export function pruneTapes(folder: string, room: TapeRoom): readonly string[] {
  if (!existsSync(folder)) return [];
  const tapes = guarded(() => readdirSync(folder)).flatMap((name) => tapeIn(folder, name));
  return tapesToPrune(tapes, room).filter((name) => removeTape(join(folder, name)));
}

/**
 * The oldest come first. The newest stays, whatever its size: somebody may be writing it still, and
 * it is the one that is looked at after a crash.
 */
export function tapesToPrune(tapes: readonly KeptTape[], room: TapeRoom): readonly string[] {
  const byAge = tapes.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  let bytes = byAge.reduce((sum, tape) => sum + tape.bytes, room.newRunBytes);
  const pruned: string[] = [];
  for (const tape of byAge.slice(0, -1)) {
    if (bytes <= room.keepBytes) break;
    bytes -= tape.bytes;
    pruned.push(tape.name);
  }
  return pruned;
}

function tapeIn(folder: string, name: string): readonly KeptTape[] {
  const path = join(folder, name);
  try {
    if (!isRunFolderName(name) || !lstatSync(path).isDirectory()) return [];
    const files = readdirSync(path);
    if (files.length === 0 || !files.every((file) => isSegment(path, file))) return [];
    const sizes = files.map((file) => lstatSync(join(path, file)).size);
    return [{ name, bytes: sizes.reduce((sum, size) => sum + size, 0) }];
  } catch {
    // What cannot be looked at is not known to be a trace.
    return [];
  }
}

function isSegment(folder: string, file: string): boolean {
  if (segmentOfName(file) === null || !lstatSync(join(folder, file)).isFile()) return false;
  const source = new FsTapeStore(folder).open(file);
  try {
    const prefix = Buffer.alloc(Math.min(PREFIX_BYTES, source.size));
    source.read(0, prefix);
    return readPrefix(prefix).code !== 'unreadable';
  } finally {
    source.close();
  }
}

/** The first segment goes first: what is left if that is cut short is a trace still. */
function removeTape(path: string): boolean {
  try {
    for (const file of new FsTapeStore(path).list()) unlinkSync(join(path, file));
    rmdirSync(path);
    return true;
  } catch {
    // What cannot be deleted does no harm but to take room.
    return false;
  }
}
