import { limits } from '../../protocol/limits.ts';
import type { Terminal } from '../host.ts';
import type { CommandDesk } from './command-desk.ts';
import { misused, parseLine } from './parse-line.ts';
import { readLines } from '../../streams/read-lines.ts';

export interface Pipes {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Terminal;
}

/**
 * Commands from a pipe run one after another, each once the one before is answered. At the end of
 * input what is under way comes to its end, then the node leaves. Whoever does not take the answers is
 * not asked for more commands.
 */
export async function obeyPipe({ stdin, stdout }: Pipes, desk: CommandDesk): Promise<void> {
  for await (const line of readLines(untilItBreaks(stdin), limits.consoleLineBytesMax)) {
    await desk.obey(line === null ? tooLong : parseLine(line));
    await taken(stdout);
  }
  await desk.settled();
  desk.leave();
}

/** Resolves once little enough waits to be read; nothing is waited for of a reader who has gone. */
async function taken(stdout: Terminal): Promise<void> {
  if (stdout.writableLength <= limits.outputBytesMax / 2) return;
  // It comes after all that was said so far, also while events go on filling the pipe.
  await new Promise<void>((resolve) => stdout.write('', () => resolve()));
}

/** A pipe that breaks has come to its end, and so has one that is dropped because the node is over. */
async function* untilItBreaks(stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stdin;
  } catch {
    // What it broke of changes nothing.
  }
}

const tooLong = misused('', `a line has at most ${limits.consoleLineBytesMax} bytes`);
