import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { anyGossip } from './any-gossip.ts';
import { anyMessage } from './any-message.ts';
import { helloOf, nothingShown } from './pure-connection.ts';

export const anyLetter = fc.constantFrom('a', 'a', 'a', 'b', 'c', 'c', 'c', 'd');
const anyBytes = fc.uint8Array({ maxLength: 6 });
export const anyPurpose = fc.constantFrom(
  'stay',
  'join',
  'need',
  'want',
  'enrol',
  'probe',
  'later',
);
const anyCapabilities = fc.constantFrom([], [], ['seed'], ['unsigned'], ['seed', 'unsigned']);

/** Of one who is met for something. */
const anyMeeting = fc
  .tuple(anyLetter, anyPurpose, anyCapabilities)
  .map(([letter, purpose, capabilities]) => helloOf(letter, { purpose, capabilities }));

/** What a peer that means well says, so that runs get somewhere. */
export const anyTalk: fc.Arbitrary<readonly Message[]> = fc.oneof(
  anyLetter.map(
    (letter) =>
      [helloOf(letter), nothingShown, { kind: 'welcome' }, { kind: 'pong', token: 1 }] as const,
  ),
  fc
    .tuple(anyLetter, fc.nat({ max: 2 }))
    .map(([letter, boot]) => [helloOf(letter, { instance: { boot, nonce: 1 } }), nothingShown]),
  anyLetter.map((letter) => [helloOf(letter)] as const),
  fc.constant([nothingShown] as const),
  fc.constant([nothingShown, { kind: 'welcome' }] as const),
  fc.constant([{ kind: 'welcome' }] as const),
  fc.constant([{ kind: 'notice', code: 'duplicate-identity' }] as const),
  anyLetter.map((letter) => [helloOf(letter), nothingShown, { kind: 'welcome' }] as const),
  fc.integer({ min: 1, max: 4 }).map((token) => [{ kind: 'pong', token }] as const),
  fc.nat({ max: 3 }).map((taken) => [{ kind: 'receipt', taken }] as const),
  fc.array(
    anyBytes.map((bytes) => ({ kind: 'text', sequence: 1, body: new Body(bytes) }) as const),
    { minLength: 1, maxLength: 3 },
  ),
  fc.constant([{ kind: 'bye', code: 'quit', text: '' }] as const),
  fc.array(anyMessage, { maxLength: 2 }),
  fc.tuple(anyMeeting, fc.constant(nothingShown), fc.constant({ kind: 'welcome' } as const)),
  { weight: 6, arbitrary: anyGossip },
  fc
    .constantFrom('enrolled', 'no-place', 'probed')
    .map((code) => [{ kind: 'bye', code, text: '' }] as const),
);
