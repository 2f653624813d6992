import { describe, expect, it } from 'vitest';
import { BASE_PORT, findAddress, findPeer } from '../../../src/machines/node/find-peer.ts';
import {
  newNode,
  type NodeContext,
  type PeerEntry,
} from '../../../src/machines/node/node-context.ts';
import { configOf, idOf } from '../../support/pure-config.ts';

function peerOf(letter: string, changes: Partial<PeerEntry> = {}): PeerEntry {
  return {
    id: idOf(letter),
    name: letter,
    address: `${letter}:1`,
    instance: { boot: 1, nonce: 1 },
    state: 'known',
    link: null,
    rttUs: null,
    seenAt: 0,
    closeCode: null,
    ...changes,
  };
}

function knowing(...peers: readonly PeerEntry[]): NodeContext {
  const context = newNode(configOf('z'));
  return { ...context, peers: peers.reduce((all, peer) => all.set(peer.id, peer), context.peers) };
}

const found = (context: NodeContext, words: string) => {
  const result = findPeer(context, words);
  return 'peer' in result ? result.peer.id[0] : result.code;
};

describe('a peer is found', () => {
  const context = knowing(
    peerOf('a'),
    peerOf('b', { name: 'Bert', address: '127.0.0.1:9002' }),
    peerOf('c', { address: '[::1]:9003', name: '@a' }),
  );

  it.each([
    [idOf('a'), 'a'],
    ['@a', 'a'],
    ['@aaaa', 'a'],
    ['Bert', 'b'],
    ['9002', 'b'],
    ['2', 'b'],
    ['127.0.0.1:9002', 'b'],
    ['[::1]:9003', 'c'],
    ['a:1', 'a'],
  ])('by "%s"', (words, letter) => {
    expect(found(context, words)).toBe(letter);
  });

  it.each(['@', '', 'bert', '3', '1023', '99999', '0', 'b:1', '@aab', '[::1]:9004'])(
    'not by "%s"',
    (words) => {
      expect(found(context, words)).toBe('unknown-peer');
    },
  );

  it('first among those that are linked', () => {
    const twins = knowing(peerOf('a', { name: 't' }), peerOf('b', { name: 't', link: 'o1' }));
    expect(found(twins, 't')).toBe('b');
  });

  it('not at all if the words can mean two, which are named', () => {
    const twins = knowing(peerOf('a', { name: 't' }), peerOf('b', { name: 't' }));
    const result = findPeer(twins, 't');
    expect(result).toMatchObject({ code: 'ambiguous-peer' });
    expect('text' in result && result.text.split(' can be ')[1]!.split(', ').toSorted()).toEqual([
      '@aaaaaaaa',
      '@bbbbbbbb',
    ]);
  });
});

describe('an address to dial', () => {
  const context = knowing(peerOf('a'), peerOf('b', { name: 'x' }), peerOf('c', { name: 'x' }));

  it.each([
    ['1', `127.0.0.1:${BASE_PORT + 1}`],
    ['1023', '127.0.0.1:10023'],
    ['1024', '127.0.0.1:1024'],
    ['65535', '127.0.0.1:65535'],
    ['Example.org:80', 'example.org:80'],
    ['[FE80::1]:80', '[fe80::1]:80'],
    ['@a', 'a:1'],
  ])('is for "%s" %s', (words, address) => {
    expect(findAddress(context, words)).toEqual({ address });
  });

  it.each([
    ['nobody', 'bad-address'],
    ['0', 'bad-address'],
    ['65536', 'bad-address'],
    ['a:b:c', 'bad-address'],
    ['host:0', 'bad-address'],
    ['x', 'ambiguous-peer'],
  ])('is not in "%s": %s', (words, code) => {
    expect(findAddress(context, words)).toMatchObject({ code });
  });
});
