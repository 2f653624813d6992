import { limits } from '../../protocol/limits.ts';
import type { CommandDesk } from './command-desk.ts';
import { misused, parseLine } from './parse-line.ts';
import { readLines } from '../../streams/read-lines.ts';

/**
 * Commands from a pipe run one after another, each once the one before is answered. At the end of
 * input what is under way comes to its end, then the node leaves.
 */
export async function obeyPipe(stdin: AsyncIterable<Uint8Array>, desk: CommandDesk): Promise<void> {
  for await (const line of readLines(untilItBreaks(stdin), limits.consoleLineBytesMax)) {
    await desk.obey(line === null ? tooLong : parseLine(line));
  }
  await desk.settled();
  desk.leave();
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
