import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { CliError, exits } from '../cli-error.ts';

export interface LogSettings {
  readonly path: string;
  /** How much there may be in all, in the file and in the one before it. */
  readonly keepBytes: number;
}

/**
 * Lines at the end of a file, which others may write to as well. At half of what is kept, the file
 * becomes FILE.1 in the place of the one before, and a new one begins. It is opened anew for the
 * lines of each tick: so it is always the file of that name, whoever has moved the old one away.
 */
export class LogFile {
  readonly #path: string;
  readonly #fileBytesMax: number;
  readonly #onBroken: (why: string) => void;
  #waiting: string[] = [];
  #waitingUnits = 0;
  #isBroken = false;
  readonly #isNew: boolean;

  /** Throws if nothing can be written there. */
  constructor({ path, keepBytes }: LogSettings, onBroken: (why: string) => void) {
    this.#path = path;
    this.#fileBytesMax = Math.floor(keepBytes / 2);
    this.#onBroken = onBroken;
    this.#isNew = lstatSync(path, { throwIfNoEntry: false }) === undefined;
    try {
      closeSync(this.#open());
    } catch (error) {
      throw new CliError(`cannot write the log ${path}: ${reasonOf(error)}`, {
        code: 'log-failed',
        hint: 'choose another --log file',
        exit: exits.failed,
      });
    }
  }

  write(line: string): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(line);
    this.#waitingUnits += line.length;
    if (this.#waitingUnits > WAITING_UNITS_MAX) this.flush();
  }

  /** Says once what goes wrong, and goes on trying. */
  flush(): void {
    const lines = this.#waiting.splice(0);
    this.#waitingUnits = 0;
    if (lines.length === 0) return;
    try {
      this.#append(lines.map((line) => this.#bytesOf(line)));
    } catch (error) {
      if (!this.#isBroken) this.#onBroken(reasonOf(error));
      this.#isBroken = true;
    }
  }

  /** Nobody wants the empty file of a run that has said nothing. */
  close(): void {
    this.flush();
    if (this.#isNew) removeIfEmpty(this.#path);
  }

  #append(lines: readonly Buffer[]): void {
    let file = this.#open();
    try {
      let { size } = fstatSync(file);
      let whole: Buffer[] = [];
      for (const line of lines) {
        if (size > 0 && size + line.length > this.#fileBytesMax) {
          writeAll(file, whole);
          file = this.#turnOver(file);
          [whole, size] = [[], fstatSync(file).size];
        }
        whole.push(line);
        size += line.length;
      }
      writeAll(file, whole);
    } finally {
      closeSync(file);
    }
  }

  #open(): number {
    // What is no file must neither be moved away nor waited for.
    const before = statSync(this.#path, { throwIfNoEntry: false });
    if (before !== undefined && !before.isFile()) throw new Error('it is not a file');
    return openSync(this.#path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
  }

  /** Unless another process was faster. */
  #turnOver(file: number): number {
    const isStillThere = isSame(fstatSync(file), statSync(this.#path, { throwIfNoEntry: false }));
    if (isStillThere) renameSync(this.#path, `${this.#path}.1`);
    const next = this.#open();
    closeSync(file);
    return next;
  }

  /** A line that no file has room for loses its end. */
  #bytesOf(line: string): Buffer {
    const bytes = Buffer.from(`${line}\n`);
    if (bytes.length <= this.#fileBytesMax) return bytes;
    const cut = bytes.toString('utf8', 0, this.#fileBytesMax - ROOM_FOR_THE_CUT);
    return Buffer.from(`${cut.replace(/\ufffd$/, '')}…\n`);
  }
}

const WAITING_UNITS_MAX = 65_536;
/** The dots, the end of the line, and what half a character at the cut is read as. */
const ROOM_FOR_THE_CUT = 8;

function writeAll(file: number, lines: readonly Buffer[]): void {
  const bytes = Buffer.concat(lines);
  for (let start = 0; start < bytes.length;) start += writeSync(file, bytes, start);
}

function removeIfEmpty(path: string): void {
  try {
    const { size } = lstatSync(path);
    if (size === 0) rmSync(path);
  } catch {
    // Somebody else has moved it away, or put something else in its place.
  }
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return one.ino === other?.ino && one.dev === other.dev;
}

function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return /^E[A-Z]+: (.+?),/.exec(message)?.[1] ?? message;
}
