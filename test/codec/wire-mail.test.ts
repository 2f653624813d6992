import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Fate, Letter, MailWord } from '../../src/protocol/mail-words.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { SealTranscript } from '../../src/streams/seal-transcript.ts';
import { hex } from '../support/wire-bytes.ts';
import { exampleIdentity, hexUnder, wirePage } from '../support/wire-examples.ts';

const [alice, bob, carol] = [1, 2, 3].map(exampleIdentity) as [Someone, Someone, Someone];
const [ofLetter = '', letterFrame = '', fateFrame = ''] = hexUnder('A letter over one relay');

type Someone = ReturnType<typeof exampleIdentity>;

function envelopeOf({ id: origin }: Someone, hopLimit: number): Envelope {
  const nothing = new Uint8Array(0);
  const ends = { hopLimit, expires: 1_790_000_000_000, key: nothing, signature: nothing };
  return { origin, instance: { boot: 3, nonce: 1_000 }, sequence: 1, ...ends };
}

const letter: Letter = {
  kind: 'letter',
  target: carol.id,
  envelope: envelopeOf(alice, 32),
  number: 1,
  purpose: 'text',
  topic: '',
  re: 0,
  hops: 1,
  path: [bob.id],
  body: new Body(new TextEncoder().encode('hi')),
};
const fate: Fate = {
  kind: 'fate',
  to: alice.id,
  instance: { boot: 3, nonce: 1_000 },
  sequences: [1],
  envelope: envelopeOf(carol, 2),
  code: 'delivered',
  next: '',
  path: [bob.id],
};

function sealedBy<W extends MailWord>(who: Someone, word: W): W {
  const { key, signatures } = nodeKeys(who, null).seal('lab', [word]);
  return { ...word, envelope: { ...word.envelope, key, signature: signatures[0]! } };
}

describe('docs/wire-protocol.md', () => {
  it('shows what the seal of a letter covers, and a letter and its fate, as they are', () => {
    expect(ofLetter).toBe(hex(new SealTranscript().of('lab', letter)));
    expect(letterFrame).toBe(hex(encodeFrames([sealedBy(alice, letter)])));
    expect(fateFrame).toBe(hex(encodeFrames([sealedBy(carol, fate)])));
  });

  it('shows such that are read and found good by whoever passes them on', () => {
    const bytes = Buffer.from(letterFrame + fateFrame, 'hex');
    const { messages } = readMessages(nothingPending, [bytes]);
    const verdicts: (readonly boolean[])[] = [];
    const { judgeSeals } = nodeKeys(bob, null);
    judgeSeals('lab', messages as MailWord[], (sound) => verdicts.push(sound));

    expect(messages.map(({ kind }) => kind)).toEqual(['letter', 'fate']);
    expect(verdicts).toEqual([[true, true]]);
  });

  it('names what is signed of each, and who they are', () => {
    for (const kind of ['seek', 'letter', 'fate'])
      expect(wirePage).toContain(`\`peertape 1 mail of ${kind}\``);
    for (const { id } of [alice, bob, carol]) expect(wirePage).toContain(id);
  });
});
