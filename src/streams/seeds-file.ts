import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { formatAddress, parseAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import { readBounded } from './folder/read-bounded.ts';
import { reasonOf } from './folder/reason-of.ts';

/**
 * A file that says where seed nodes are: a line `host:port` for each, in which `#` begins a comment.
 *
 * Seed nodes add themselves, many at once perhaps. Each does so in one write of a whole line to the end of the file,
 * which the system does not mix with others'. If the last line has no end, the write begins with one, so nobody's line
 * grows into another's; an empty line that comes of two who did so says nothing.
 */
export async function readSeedsFile(path: string): Promise<readonly string[]> {
  const bytes = await bytesOf(path);
  const addresses = new Set(
    textIn(path, bytes)
      .split('\n')
      .flatMap((line, index) => {
        const words = wordsIn(line);
        if (words === '') return [];
        const address = addressIn(words);
        if (address !== null) return [address];
        const text = `${path}, line ${index + 1}: must be host:port, and '${words.slice(0, SHOWN_UNITS_MAX)}' is not`;
        throw new SeedsFileError(text, 'a line names a seed node, and # begins a comment');
      }),
  );
  if (addresses.size > limits.seedsMax) throw tooMany(path, 'more than');
  return [...addresses];
}

/** Adds a line unless it is there already; at once, so that nothing of it is left to be done. */
export function addToSeedsFile(path: string, address: string): void {
  const { O_APPEND, O_CREAT, O_RDWR } = constants;
  try {
    const file = openSync(path, O_APPEND | O_CREAT | O_RDWR, 0o644);
    try {
      addTo(file, path, address);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const reason = error instanceof SeedsFileError ? null : reasonOf(error);
    if (reason === null) throw error;
    const hint = 'name a file that can be written to';
    throw new SeedsFileError(`cannot add to the seeds file ${path}: ${reason}`, hint);
  }
}

/** What is wrong with a seeds file, in one line, and what its user can do about it. */
export class SeedsFileError extends Error {
  override readonly name = 'SeedsFileError';
  readonly hint: string;

  constructor(text: string, hint: string) {
    super(text.replaceAll(/\p{Cc}/gu, '?'));
    this.hint = hint.replaceAll(/\p{Cc}/gu, '?');
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await readBounded(path, limits.seedsFileBytesMax);
    if (file !== null) return file.bytes;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    throw new SeedsFileError(`cannot read the seeds file ${path}: ${reason}`, '');
  }
  const hint = 'a seed node that runs makes it: peertape seed --seeds-file FILE';
  throw new SeedsFileError(`there is no seeds file ${path}`, hint);
}

function textIn(path: string, bytes: Uint8Array): string {
  if (bytes.length > limits.seedsFileBytesMax) throw tooLong(path);
  return new TextDecoder().decode(bytes);
}

function addTo(file: number, path: string, address: string): void {
  if (!fstatSync(file).isFile()) {
    throw new SeedsFileError(`the seeds file ${path} is not a file`, 'name another');
  }
  const buffer = Buffer.alloc(limits.seedsFileBytesMax + 1);
  const length = readSync(file, buffer, 0, buffer.length, 0);
  const lines = textIn(path, buffer.subarray(0, length)).split('\n');
  const addresses = new Set(lines.map((line) => addressIn(wordsIn(line))));
  if (addresses.has(address)) return;
  addresses.delete(null);
  if (addresses.size >= limits.seedsMax) throw tooMany(path, 'already');
  const line = Buffer.from(lines.at(-1) === '' ? `${address}\n` : `\n${address}\n`);
  if (length + line.length > limits.seedsFileBytesMax) throw tooLong(path);
  if (writeSync(file, line) === line.length) return;
  throw new SeedsFileError(`only a part of a line fits into ${path}`, 'mend its last line');
}

function wordsIn(line: string): string {
  return line.replace(/#.*$/s, '').trim();
}

/** Spelled as others spell it. */
function addressIn(words: string): string | null {
  const parsed = parseAddress(words);
  return parsed === null ? null : formatAddress(parsed.host, parsed.port);
}

function tooMany(path: string, how: 'already' | 'more than'): SeedsFileError {
  const text = `the seeds file ${path} names ${how} ${limits.seedsMax} seed nodes`;
  return new SeedsFileError(text, 'take out the lines of those that are gone');
}

function tooLong(path: string): SeedsFileError {
  return new SeedsFileError(
    `the seeds file ${path} has over ${limits.seedsFileBytesMax} bytes`,
    'take out what is no longer of use',
  );
}

const SHOWN_UNITS_MAX = 100;
