import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { frameOf } from '../support/wire-bytes.ts';

const origin = 'a'.repeat(52);
const peer = 'b'.repeat(52);
const key = new Uint8Array(44).fill(1);
const signature = new Uint8Array(64).fill(2);
const envelope = [origin, [3, 4], 5, 32, 1_790_000_000_000, key, signature];
const lead = [peer, '127.0.0.1:7000'];
const range = [origin, [3, 4], 5, 9, 2];

const asRead = {
  envelope: {
    origin,
    instance: { boot: 3, nonce: 4 },
    sequence: 5,
    hopLimit: 32,
    expires: 1_790_000_000_000,
    key,
    signature,
  },
  lead: { id: peer, address: '127.0.0.1:7000' },
  range: { origin, instance: { boot: 3, nonce: 4 }, first: 5, last: 9, hops: 2 },
};

const broadcast = [10, envelope, 1, 'weather'];
const presence = [11, envelope, 1, 'here', 'anna', ['127.0.0.1:7000'], [peer], 10_000];

function read(items: readonly unknown[], body: number[] = []) {
  const { messages, rejection } = readMessages(nothingPending, [frameOf(encode(items), body)]);
  return rejection ?? messages[0];
}

const many = (count: number, item: unknown) => Array<unknown>(count).fill(item);
const long = (bytes: number) => 'x'.repeat(bytes);

describe('decoding what is said to everybody', () => {
  it('copies the envelope, and gives the body of a broadcast as a view', () => {
    const frame = frameOf(encode(broadcast), [104, 105]);
    const { messages } = readMessages(nothingPending, [frame]);

    expect(messages).toEqual([
      {
        kind: 'broadcast',
        envelope: asRead.envelope,
        hops: 1,
        topic: 'weather',
        body: new Body(frame, frame.length - 2, frame.length),
      },
    ]);
    expect(messages[0]).toHaveProperty('body.source', frame);
  });

  it('reads a presence, which has no body', () => {
    expect(read(presence)).toEqual({
      kind: 'presence',
      envelope: asRead.envelope,
      hops: 1,
      state: 'here',
      name: 'anna',
      addresses: ['127.0.0.1:7000'],
      neighbours: [peer],
      everyMs: 10_000,
    });
    expect(read(presence, [1])).toHaveProperty('code', 'unexpected-body');
  });

  it('takes an envelope without key and signature, as in a network that does not sign', () => {
    const unsigned = [...envelope.slice(0, 5), new Uint8Array(0), new Uint8Array(0)];

    expect(read([10, unsigned, 1, ''])).toHaveProperty('envelope', {
      ...asRead.envelope,
      key: new Uint8Array(0),
      signature: new Uint8Array(0),
    });
  });

  it('passes over what later versions may add to an envelope, a lead or a range', () => {
    expect(read([10, [...envelope, 'later'], 1, ''])).toHaveProperty('envelope', asRead.envelope);
    expect(read([20, [...lead, 'later']])).toEqual({ kind: 'missing', peer: asRead.lead });
    expect(read([12, [[...range, 'later']]])).toEqual({ kind: 'have', casts: [asRead.range] });
  });

  it.each([
    ['an envelope that is none', [10, 7, 1, '']],
    ['an envelope that ends early', [10, envelope.slice(0, -1), 1, '']],
    ['an origin that is none', [10, ['anna', ...envelope.slice(1)], 1, '']],
    ['a longer key', [10, envelope.with(5, new Uint8Array(45)), 1, '']],
    ['a longer signature', [10, envelope.with(6, new Uint8Array(65)), 1, '']],
    ['hops below zero', [10, envelope, -1, '']],
    ['a range that ends early', [12, [range.slice(0, -1)]]],
    ['a lead without an address', [20, [peer]]],
    ['a lead that is only an id', [15, peer, 6]],
  ])('rejects %s', (_, items) => {
    expect(read(items)).toHaveProperty('code', 'bad-field');
  });

  it('says which field is at fault', () => {
    expect(read([18, 'soon'])).toEqual({
      code: 'bad-field',
      text: 'enrol.everyMs is not uint',
    });
  });
});

describe('gossip is held to', () => {
  it.each([
    ['limits.topicBytesMax', broadcast, 3, long(limits.topicBytesMax), 'x'],
    ['limits.peerStateBytesMax', presence, 3, long(limits.peerStateBytesMax), 'x'],
    ['limits.nodeNameBytesMax', presence, 4, long(limits.nodeNameBytesMax), 'x'],
  ])('%s', (_, items, index, most, more) => {
    expect(read(items.with(index, most))).toHaveProperty('kind');
    expect(read(items.with(index, most + more))).toHaveProperty('code', 'bad-field');
  });

  it.each([
    ['limits.addressesMax', presence, 5, limits.addressesMax, 'x'],
    ['limits.presenceNeighboursMax', presence, 6, limits.presenceNeighboursMax, peer],
    ['limits.castRangesMax', [12, []], 1, limits.castRangesMax, range],
    ['limits.castRangesMax, of a graft', [13, []], 1, limits.castRangesMax, range],
    ['limits.leadsPerMessageMax', [16, [], 6, []], 3, limits.leadsPerMessageMax, lead],
    ['limits.leadsPerMessageMax, back', [17, [], []], 2, limits.leadsPerMessageMax, lead],
    ['limits.leadsPerMessageMax, of a roll', [19, [], 0], 1, limits.leadsPerMessageMax, lead],
    ['a path of limits.shuffleWalkHops', [16, [], 6, []], 1, 1 + limits.shuffleWalkHops, peer],
    ['as long a path back', [17, [], []], 1, 1 + limits.shuffleWalkHops, peer],
  ] as [string, unknown[], number, number, unknown][])('%s', (_, items, index, count, item) => {
    expect(read(items.with(index, many(count, item)))).toHaveProperty('kind');
    expect(read(items.with(index, many(count + 1, item)))).toHaveProperty('code', 'bad-field');
  });

  it('limits.addressBytesMax, in a lead', () => {
    const most = long(limits.addressBytesMax);

    expect(read([20, [peer, most]])).toHaveProperty('peer.address', most);
    expect(read([20, [peer, `${most}x`]])).toHaveProperty('code', 'bad-field');
  });
});
