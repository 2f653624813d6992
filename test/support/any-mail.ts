import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Fate, Letter, MailWord, Seek } from '../../src/protocol/mail-words.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import { idOf, WALL_MS } from './pure-trees.ts';

export const own = idOf(0);
export const [ann, bob, cat] = [1, 2, 3].map(idOf) as [string, string, string];
/** Who are no neighbours. */
export const [yan, zoe] = [8, 9].map(idOf) as [string, string];

export const ownInstance = { boot: 1, nonce: 7 };

const anyPeer = fc.constantFrom(own, ann, bob, cat, yan, zoe);
const anyNumber = fc.oneof(
  fc.nat(6),
  fc.nat(6),
  fc.nat(3_000),
  fc.constantFrom(2 ** 32, 2 ** 53 - 1),
);
const anyPath = fc.oneof(
  fc.constantFrom<string[]>([], [own], [ann], [ann, own], [own, zoe], [ann, own, bob], [bob, yan]),
  fc.array(anyPeer, { maxLength: 6 }),
  fc.constant(Array.from({ length: limits.hopLimitMax - 1 }, (_, node) => idOf(20 + node))),
);
const anyCode = fc.constantFrom(
  'found',
  'delivered',
  'delivered',
  'broken-route',
  'relay-busy',
  'bad-route',
  'no-relay',
  'hop-limit',
  'expired',
  'not-wanted',
  'no-such-code',
);

const plain = { noNullPrototype: true } as const;

const anyEnvelope: fc.Arbitrary<Envelope> = fc.record(
  {
    origin: anyPeer,
    instance: fc.constantFrom(
      ownInstance,
      ownInstance,
      { boot: 2, nonce: 7 },
      { boot: 0, nonce: 3 },
    ),
    sequence: anyNumber,
    hopLimit: fc.constantFrom(0, 1, 2, 3, 32, 64, 65, 2 ** 53 - 1),
    expires: fc.constantFrom(-1, 50, 60_000, 120_000, 120_000, 240_001).map((ms) => WALL_MS + ms),
    key: fc.constant(Uint8Array.of(7)),
    signature: fc.constantFrom(Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of(2)),
  },
  plain,
);

const anySeek: fc.Arbitrary<Seek> = fc.record(
  {
    kind: fc.constant('seek' as const),
    target: anyPeer,
    envelope: anyEnvelope,
    path: anyPath,
    avoid: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(anyPeer, { maxLength: 2 })),
  },
  plain,
);

const anyLetter: fc.Arbitrary<Letter> = fc.record(
  {
    kind: fc.constant('letter' as const),
    target: anyPeer,
    envelope: anyEnvelope,
    number: anyNumber,
    purpose: fc.constantFrom('text', 'ask', 'echo', 'no-such-purpose'),
    topic: fc.constant(''),
    re: fc.constant(0),
    hops: fc.oneof(fc.nat(4), anyNumber),
    path: anyPath,
    body: fc.nat(40).map((length) => new Body(new Uint8Array(length))),
  },
  plain,
);

const anyFate: fc.Arbitrary<Fate> = fc.record(
  {
    kind: fc.constant('fate' as const),
    to: fc.oneof(fc.constant(own), anyPeer),
    instance: fc.constantFrom(ownInstance, ownInstance, { boot: 2, nonce: 7 }),
    sequences: fc.array(anyNumber, { maxLength: limits.fateSequencesMax }),
    envelope: anyEnvelope,
    code: anyCode,
    next: fc.constantFrom('', zoe, bob),
    path: anyPath,
  },
  plain,
);

/** Words as they could come from somebody who knows what is said here, and much that makes no sense. */
export const anyMailWord: fc.Arbitrary<MailWord> = fc.oneof(anySeek, anyLetter, anyFate, anyFate);

/** Of a node that changes what it should pass on. */
export function anyTampering(): fc.Arbitrary<(word: MailWord) => readonly MailWord[]> {
  const anyChange = fc.oneof(
    { weight: 6, arbitrary: fc.constant((word: MailWord) => [word]) },
    fc.constant(() => []),
    fc.constant((word: MailWord) => [word, word]),
    anyPath.map((path) => (word: MailWord) => [{ ...word, path: path.filter((p) => p !== own) }]),
    fc.constant((word: MailWord) =>
      word.kind === 'fate' ? [{ ...word, code: 'delivered' }] : [word],
    ),
    fc.constant((word: MailWord) =>
      word.kind === 'letter' ? [{ ...word, body: new Body(Uint8Array.of(66)) }] : [word],
    ),
    fc.constant((word: MailWord) =>
      word.kind === 'letter' ? [{ ...word, number: word.number + 1 }] : [word],
    ),
    fc.constant((word: MailWord) => [
      { ...word, envelope: { ...word.envelope, sequence: word.envelope.sequence + 1 } },
    ]),
    fc.constant((word: MailWord) => (word.kind === 'letter' ? claims(word) : [word])),
  );
  return fc.array(anyChange, { minLength: 1, maxLength: 12 }).map((changes) => {
    let next = 0;
    return (word) => changes[(next += 1) % changes.length]!(word);
  });
}

/** As if its target had it already. */
function claims(letter: Letter): MailWord[] {
  const { envelope, target, path, hops } = letter;
  const { origin: to, instance, sequence } = envelope;
  const said = { kind: 'fate', to, instance, sequences: [sequence], code: 'delivered' } as const;
  return [
    letter,
    { ...said, envelope: { ...envelope, origin: target }, next: '', path },
    { ...said, envelope: { ...envelope, origin: target }, next: '', path: path.slice(0, hops - 1) },
  ];
}
