import { Body } from '../../protocol/body.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { asBytes, asCount, asList, type Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

export type Send = Extract<Command, { readonly command: 'send' }>;

/** What a list of commands has in place of sends to one peer whose numbers follow each other. */
export const SENDS = 'sends';

/** How many commands from `first` on are such sends; one alone is a command like any other. */
export function countSends(commands: readonly Command[], first: number): number {
  const { command, peer, id } = commands[first] as Send;
  if (command !== 'send') return 0;
  let next = first + 1;
  for (; next < commands.length; next += 1) {
    const { command: name, peer: whom, id: number } = commands[next] as Send;
    if (name !== 'send' || whom !== peer || number !== id + next - first) break;
  }
  return next - first;
}

/** `[name, first id, peer, lengths, pieces]`: bodies that stood together are one piece, left out they are none. */
export function sendsToTape(sends: readonly Send[], keepBodies: boolean): Plain[] {
  const { id, peer } = sends[0]!;
  const lengths = sends.map(({ body }) => body.length);
  return [SENDS, id, peer, lengths, keepBodies ? piecesOf(sends) : []];
}

/** What follows the name. */
export function sendsFromTape(tape: Fields): Send[] {
  const id = tape.count();
  const peer = tape.text();
  const lengths = asList(tape.any()).map(asCount);
  const pieces = asList(tape.any()).map(asBytes);
  if (lengths.length > limits.commandsPerInputMax) throw malformed('too many sends');
  const bodies = pieces.length === 0 ? leftOut(lengths) : cut(pieces, lengths);
  return bodies.map((body, index) => ({ id: id + index, command: 'send', peer, body }));
}

/** All left-out texts are views of the same zeros, so that a small record cannot ask for much memory. */
const zeros = new Uint8Array(limits.commandBytesPerInputMax);

export function leftOutBody(length: number): Body {
  if (length > zeros.length) throw malformed('a body over the limit');
  return new Body(zeros, 0, length);
}

/** Whether a text that was read from a tape was left out, all but its length. */
export function isLeftOut({ source }: Body): boolean {
  return source === zeros;
}

function piecesOf(sends: readonly Send[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let { source, start, end } = sends[0]!.body;
  for (const { body } of sends.slice(1)) {
    if (body.source !== source || body.start !== end) {
      pieces.push(source.subarray(start, end));
      ({ source, start } = body);
    }
    ({ end } = body);
  }
  pieces.push(source.subarray(start, end));
  return pieces;
}

function cut(pieces: readonly Uint8Array[], lengths: readonly number[]): Body[] {
  let piece = 0;
  let start = 0;
  const bodies = lengths.map((length) => {
    while (start === pieces[piece]?.length && piece + 1 < pieces.length) {
      piece += 1;
      start = 0;
    }
    const source = pieces[piece]!;
    const end = start + length;
    if (end > source.length) throw malformed('a body over the end of its piece');
    const body = new Body(source, start, end);
    start = end;
    return body;
  });
  const isWhole = piece === pieces.length - 1 && start === pieces[piece]!.length;
  if (!isWhole) throw malformed('bytes that are of no body');
  return bodies;
}

function leftOut(lengths: readonly number[]): Body[] {
  return lengths.map(leftOutBody);
}
