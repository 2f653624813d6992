import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import type { Hello, Message } from '../../src/protocol/messages.ts';
import type { Claim } from '../../src/streams/keys.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { hex } from '../support/wire-bytes.ts';
import { exampleIdentity, wirePage as page } from '../support/wire-examples.ts';

const networkKey = new Uint8Array(32).fill(0x6b);

const alice = exampleIdentity(1);
const bob = exampleIdentity(2);

function helloOf(
  changes: Pick<Hello, 'id' | 'nonce' | 'dial' | 'name' | 'addresses' | 'purpose'>,
): Hello {
  return {
    kind: 'hello',
    version: 1,
    network: 'lab',
    instance: { boot: 3, nonce: 1_000 },
    capabilities: [],
    ...changes,
  };
}

const hellos = {
  alice: helloOf({
    id: alice.id,
    nonce: new Uint8Array(16).fill(0xa1),
    dial: 1,
    name: 'alice',
    addresses: ['127.0.0.1:9001'],
    purpose: 'stay',
  }),
  bob: helloOf({
    id: bob.id,
    nonce: new Uint8Array(16).fill(0xb2),
    dial: 0,
    name: '',
    addresses: [],
    purpose: '',
  }),
};

/** Alice has dialled bob. */
function claimBy(who: 'alice' | 'bob'): Claim {
  const [speaker, hearer] =
    who === 'alice' ? [hellos.alice, hellos.bob] : [hellos.bob, hellos.alice];
  return {
    network: 'lab',
    speaker,
    hearer,
    isDialler: who === 'alice',
    binding: new Uint8Array(0),
  };
}

function proofBy(who: 'alice' | 'bob'): Message {
  const keys = nodeKeys(who === 'alice' ? alice : bob, networkKey);
  return { kind: 'proof', ...keys.prove(claimBy(who)) };
}

const greeting: Readonly<Record<string, Message>> = {
  'alice says hello': hellos.alice,
  'bob says hello': hellos.bob,
  'alice says proof': proofBy('alice'),
  'bob says proof': proofBy('bob'),
  'alice says welcome': { kind: 'welcome' },
  'bob says welcome': { kind: 'welcome' },
};

/** The bytes below a line that begins with `#`, by what that line says. */
function shown(): Readonly<Record<string, string>> {
  const block = /## A whole greeting[^]*?```hex\n([^]*?)```/.exec(page)?.[1] ?? '';
  const said = block.split(/^# /m).slice(1);
  return Object.fromEntries(
    said.map((part) => {
      const [title = '', ...lines] = part.trimEnd().split('\n');
      return [title, lines.map((line) => line.split('  ')[0]!.replaceAll(' ', '')).join('')];
    }),
  );
}

describe('docs/wire-protocol.md', () => {
  it('shows a whole greeting as it is', () => {
    expect(shown()).toEqual(
      Object.fromEntries(
        Object.entries(greeting).map(([title, message]) => [title, hex(encodeFrames([message]))]),
      ),
    );
  });

  it('shows one that is read and found good', () => {
    const bytes = Object.fromEntries(
      Object.entries(shown()).map(([title, digits]) => [title, Buffer.from(digits, 'hex')]),
    );
    for (const who of ['alice', 'bob'] as const) {
      const hearer = nodeKeys(who === 'alice' ? bob : alice, networkKey);
      const { messages } = readMessages(nothingPending, [bytes[`${who} says proof`]!]);
      const [proof] = messages;
      expect(proof?.kind === 'proof' && hearer.judge(claimBy(who), proof)).toBeNull();
    }
  });

  it('names the ids, and what is signed', () => {
    expect(page).toContain(alice.id);
    expect(page).toContain(bob.id);
    for (const part of ['peertape 1 proof of identity', 'peertape 1 proof of network'])
      expect(page).toContain(`\`${part}\``);
  });
});
