import { Body } from '../../protocol/body.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import type { BodySkimmer, Piece } from './body-skimmer.ts';
import { asCount, asList, type Fields } from './fields.ts';
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

/**
 * `[name, first id, peer, lengths, pieces]`: bodies that are kept and stood together are one piece; in
 * place of those that are left out stands how many bytes they have.
 */
export function sendsToTape(sends: readonly Send[], skimmer: BodySkimmer): Plain[] {
  const { id, peer } = sends[0]!;
  const lengths = sends.map(({ body }) => body.length);
  return [SENDS, id, peer, lengths, piecesOf(sends, skimmer)];
}

/** What follows the name. */
export function sendsFromTape(tape: Fields): Send[] {
  const id = tape.count();
  const peer = tape.text();
  const lengths = asList(tape.any()).map(asCount);
  const pieces = asList(tape.any()).map(pieceOf);
  if (lengths.length > limits.commandsPerInputMax) throw malformed('too many sends');
  return cut(pieces, lengths).map((body, index) => ({
    id: id + index,
    command: 'send',
    peer,
    body,
  }));
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

function piecesOf(sends: readonly Send[], skimmer: BodySkimmer): Piece[] {
  const stretches: (Body | number)[] = [];
  for (const { body } of sends) {
    const next = skimmer.keepsText(body) ? body : body.length;
    const last = stretches.length - 1;
    const joined = last < 0 ? null : join(stretches[last]!, next);
    if (joined === null) stretches.push(next);
    else stretches[last] = joined;
  }
  return stretches.map((one) => (typeof one === 'number' ? one : skimmer.skimText(one)));
}

/** null: they do not stand together. */
function join(one: Body | number, next: Body | number): Body | number | null {
  if (typeof one === 'number') return typeof next === 'number' ? one + next : null;
  if (typeof next === 'number') return null;
  const { source, start, end } = one;
  return source === next.source && end === next.start ? new Body(source, start, next.end) : null;
}

function pieceOf(tape: Plain): Piece {
  return tape instanceof Uint8Array ? tape : asCount(tape);
}

function cut(pieces: readonly Piece[], lengths: readonly number[]): Body[] {
  let piece = 0;
  let at = 0;
  const bodies = lengths.map((length) => {
    while (at === lengthOf(pieces[piece]) && piece + 1 < pieces.length) {
      piece += 1;
      at = 0;
    }
    const source = pieces[piece];
    at += length;
    if (source === undefined || at > lengthOf(source)) throw malformed('a body beyond its piece');
    return typeof source === 'number' ? leftOutBody(length) : new Body(source, at - length, at);
  });
  const isAll = piece === pieces.length - 1 && at === lengthOf(pieces[piece]);
  if (!isAll) throw malformed('bytes that are of no body');
  return bodies;
}

function lengthOf(piece: Piece | undefined): number {
  return typeof piece === 'number' ? piece : (piece?.length ?? 0);
}
