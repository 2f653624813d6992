import { expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Broadcast } from '../../src/protocol/messages.ts';
import { SealTranscript } from '../../src/streams/seal-transcript.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { hex } from '../support/wire-bytes.ts';
import { exampleIdentity, hexUnder } from '../support/wire-examples.ts';

const [transcript = '', frame = ''] = hexUnder('A sealed broadcast');
const alice = exampleIdentity(1);
const keys = nodeKeys(alice, null);

function greetingToAll(): Broadcast {
  const [nothing, instance] = [new Uint8Array(0), { boot: 3, nonce: 1_000 }];
  const ends = { hopLimit: 32, expires: 1_790_000_000_000, key: nothing, signature: nothing };
  const envelope = { origin: alice.id, instance, sequence: 1, ...ends };
  const body = new Body(new TextEncoder().encode('hi'));
  return { kind: 'broadcast', envelope, hops: 1, topic: '', body };
}

it('docs/wire-protocol.md shows what a signature covers, and a sealed broadcast, as they are', () => {
  const cast = greetingToAll();
  const { key, signatures } = keys.seal('lab', [cast]);
  const sealed = { ...cast, envelope: { ...cast.envelope, key, signature: signatures[0]! } };

  expect(transcript).toBe(hex(new SealTranscript().of('lab', cast)));
  expect(frame).toBe(hex(encodeFrames([sealed])));
});

it('docs/wire-protocol.md shows one that is read and found good', () => {
  const { messages } = readMessages(nothingPending, [Buffer.from(frame, 'hex')]);
  const verdicts: (readonly boolean[])[] = [];
  keys.judgeSeals('lab', messages as Broadcast[], (sound) => verdicts.push(sound));

  expect(messages.map(({ kind }) => kind)).toEqual(['broadcast']);
  expect(verdicts).toEqual([[true]]);
});
