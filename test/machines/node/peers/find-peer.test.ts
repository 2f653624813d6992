import { describe, expect, it } from 'vitest';
import { BASE_PORT, findAddress, findPeer } from '../../../../src/machines/node/peers/find-peer.ts';
import {
  newNode,
  type LinkEntry,
  type NodeContext,
  type PeerEntry,
} from '../../../../src/machines/node/context/node-context.ts';
import { linkEntry } from '../../../support/link-entry.ts';
import { configOf, idOf } from '../../../support/pure-config.ts';

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
    isPlaceSeen: true,
    isDialled: true,
    ...changes,
  };
}

function linkTo({ id, link }: PeerEntry): LinkEntry {
  const state = link!.startsWith('leaving') ? 'leaving' : 'established';
  return linkEntry(link!, { peer: id, state });
}

/** A link whose name begins with `leaving` is leaving. */
function knowing(...peers: readonly PeerEntry[]): NodeContext {
  const context = newNode(configOf('z'));
  const linked = peers.filter(({ link }) => link !== null);
  return {
    ...context,
    peers: peers.reduce((all, peer) => all.set(peer.id, peer), context.peers),
    links: linked.reduce((all, peer) => all.set(peer.link!, linkTo(peer)), context.links),
  };
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

  it('by its whole id, whatever others call themselves', () => {
    const impostor = peerOf('b', { name: idOf('a'), link: 'o1' });
    expect(found(knowing(peerOf('a'), impostor), idOf('a'))).toBe('a');
    expect(found(knowing(impostor), idOf('a'))).toBe('unknown-peer');
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

describe('an address is one peer', () => {
  const here = '127.0.0.1:9301';
  const before = peerOf('a', { name: 'alice', address: here, state: 'lost', seenAt: 3 });
  const after = peerOf('c', { name: 'alice', address: here, state: 'lost', seenAt: 9 });
  const everyWord = ['9301', here, 'alice'];

  it.each(everyWord)('the one seen last, if "%s" can mean many and none is linked', (words) => {
    expect(found(knowing(before, after), words)).toBe('c');
    expect(found(knowing({ ...before, seenAt: 12 }, after), words)).toBe('a');
    expect(findAddress(knowing(before, after), words)).toEqual({ address: here, expected: null });
  });

  it.each(everyWord)('the one that is linked, whoever else was seen there: "%s"', (words) => {
    expect(found(knowing({ ...before, link: 'o1' }, after), words)).toBe('a');
  });

  it.each(everyWord)('the one that still leaves, rather than one that is gone: "%s"', (words) => {
    expect(found(knowing({ ...before, link: 'leaving' }, after), words)).toBe('a');
    const both = knowing({ ...before, link: 'leaving' }, { ...after, link: 'o1' });
    expect(found(both, words)).toBe('c');
  });

  it('but a name that is heard at two addresses can mean two', () => {
    const elsewhere = peerOf('d', { name: 'alice', address: 'd:1' });
    const context = knowing(before, after, elsewhere);
    expect(found(context, 'alice')).toBe('ambiguous-peer');
    expect(found(context, '9301')).toBe('c');
    expect(findAddress(context, 'alice')).toMatchObject({ code: 'ambiguous-peer' });
  });

  it('and two that are linked both claim it: there is one place to dial, but nobody to send to', () => {
    const context = knowing({ ...before, link: 'o1' }, { ...after, link: 'i1' });
    expect(found(context, 'alice')).toBe('ambiguous-peer');
    expect(findAddress(context, 'alice')).toEqual({ address: here, expected: null });
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
    ['a:1', 'a:1'],
  ])('is for "%s" %s, whoever answers there', (words, address) => {
    expect(findAddress(context, words)).toEqual({ address, expected: null });
  });

  it.each([
    ['@a', 'a:1', 'a'],
    ['a', 'a:1', 'a'],
    [idOf('a'), 'a:1', 'a'],
    [`${idOf('b')}@c:7`, 'c:7', 'b'],
    [`${idOf('d')}@1`, `127.0.0.1:${BASE_PORT + 1}`, 'd'],
    [`${idOf('d')}@[::1]:80`, '[::1]:80', 'd'],
  ])('is for "%s" %s, and nobody but %s will do', (words, address, letter) => {
    expect(findAddress(context, words)).toEqual({ address, expected: idOf(letter) });
  });

  it.each([
    ['nobody', 'bad-address'],
    ['0', 'bad-address'],
    ['65536', 'bad-address'],
    ['a:b:c', 'bad-address'],
    ['host:0', 'bad-address'],
    ['x', 'ambiguous-peer'],
    [`${idOf('a')}@nowhere`, 'bad-address'],
    [`${idOf('a')}@`, 'bad-address'],
    [`${idOf('a').slice(1)}@c:7`, 'bad-address'],
    [`${idOf('a').toUpperCase()}@c:7`, 'bad-address'],
  ])('is not in "%s": %s', (words, code) => {
    expect(findAddress(context, words)).toMatchObject({ code });
  });
});
