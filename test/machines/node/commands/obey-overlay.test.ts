import { describe, expect, it } from 'vitest';
import { Body } from '../../../../src/protocol/body.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import {
  type CommandWords,
  type PureNode,
  resultsIn,
  running,
} from '../../../support/pure-node.ts';
import { broadcastFrom, presenceFrom, wordsIn } from '../../../support/pure-overlay.ts';

const broadcast = (bytes: number) =>
  ({ command: 'broadcast', topic: '', body: new Body(new Uint8Array(bytes)) }) as const;

function resultOf(node: PureNode, words: CommandWords): unknown {
  node.command(words);
  const outcome = resultsIn(node.effects).at(-1)!;
  return outcome.ok ? outcome.result : outcome.code;
}

function withNeighbours(): PureNode {
  const node = running();
  node.join('i1', 'c');
  node.join('i2', 'd', { purpose: 'want' });
  return node;
}

describe('announce', () => {
  it('answers with the neighbours that are told, and seed nodes are none', () => {
    const seeded = { discovery: ['seeds'], seeds: ['s:1'] } as const;
    const node = running(seeded);
    node.open('o1', 's', { capabilities: ['seed'] });
    node.hear('o1', { kind: 'welcome' });
    expect(resultOf(node, { command: 'announce' })).toEqual({ linked: [] });
    node.join('i1', 'c');
    expect(resultOf(node, { command: 'announce' })).toEqual({ linked: [idOf('c')] });
  });
});

describe('broadcast', () => {
  it('answers with whom it went to directly, and who is known and not there (S0-39)', () => {
    const node = withNeighbours();
    node.hear('i1', presenceFrom('z', 1), presenceFrom('y', 1));
    node.hear('i1', presenceFrom('y', 2, { state: 'leaving' }));
    node.join('i3', 'e');
    node.take({ type: 'link.closed', link: 'i3', code: 'reset' });
    expect(resultOf(node, broadcast(2))).toEqual({
      sequence: 1,
      linked: [idOf('c'), idOf('d')],
      unreachable: [idOf('e'), idOf('y')],
    });
  });

  it('calls nobody unreachable who is only known, as long as there is a neighbour who may know better', () => {
    const node = withNeighbours();
    node.join('i3', 'e');
    node.hear('i3', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'i3', code: 'ended' });
    const sent = { sequence: 1, linked: [idOf('c'), idOf('d')], unreachable: [] };
    expect(resultOf(node, broadcast(2))).toEqual(sent);
    for (const link of ['i1', 'i2']) {
      node.hear(link, { kind: 'bye', code: 'no-place', text: '' });
      node.take({ type: 'link.closed', link, code: 'ended' });
    }
    const unreachable = ['c', 'd', 'e'].map(idOf);
    expect(resultOf(node, broadcast(2))).toEqual({ sequence: 2, linked: [], unreachable });
  });

  it('calls no seed node unreachable, which would pass nothing on', () => {
    const node = running({ discovery: ['seeds'], seeds: ['s:1'] });
    node.open('o1', 's', { capabilities: ['seed'] });
    node.hear('o1', { kind: 'welcome' });
    node.take({ type: 'link.closed', link: 'o1', code: 'reset' });
    expect(node.context.peers.get(idOf('s'))?.state).toBe('lost');
    expect(resultOf(node, broadcast(2))).toMatchObject({ linked: [], unreachable: [] });
  });

  it('goes to nobody where nobody is, and is answered all the same', () => {
    expect(resultOf(running(), broadcast(2))).toEqual({ sequence: 1, linked: [], unreachable: [] });
  });

  it('counts neither those who only look nor seed nodes among those it went to', () => {
    const node = running({ role: 'seed' });
    node.join('i1', 'c', { purpose: 'enrol' });
    expect(resultOf(node, broadcast(2))).toMatchObject({ linked: [] });
  });

  it.each([
    [0, 'empty-text'],
    [limits.bodyBytesMax + 1, 'text-too-long'],
  ])('turns down %i bytes', (bytes, code) => {
    expect(resultOf(withNeighbours(), broadcast(bytes))).toBe(code);
  });

  it('takes limits.bodyBytesMax', () => {
    const node = withNeighbours();
    expect(resultOf(node, broadcast(limits.bodyBytesMax))).toMatchObject({ sequence: 1 });
    expect(wordsIn(node.effects, 'broadcast').length).toBe(2);
  });

  it('goes as far as the node was told, and what comes from others as far as they were', () => {
    const node = running({ hopLimit: 1 });
    node.join('i1', 'c');
    node.join('i2', 'd');
    node.command(broadcast(2));
    const spread = wordsIn(node.effects, 'broadcast');
    expect(spread.map(({ hops, envelope }) => [hops, envelope.hopLimit])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const far = { hopLimit: 2 };
    expect(wordsIn(node.hear('i1', broadcastFrom('z', 1, 'hi', far)), 'broadcast').length).toBe(1);
    const near = { hopLimit: 1 };
    expect(wordsIn(node.hear('i1', broadcastFrom('z', 2, 'hi', near)), 'broadcast')).toEqual([]);
  });
});

describe('view', () => {
  it('shows the neighbours and the leads', () => {
    const node = running({ saved: [`${idOf('e')}@e:1`], discovery: ['saved'] });
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    node.join('i1', 'c', { name: 'carol' });
    node.join('i2', 'd', { purpose: 'want' });
    // What it tells everybody itself is known from the first word on.
    node.command(broadcast(1));
    node.take({
      type: 'seals.made',
      of: 'casts',
      batch: 1,
      key: new Uint8Array(44),
      signatures: [new Uint8Array(64)],
    });
    node.hear('i2', { kind: 'prune' });
    const line = { inbound: true };
    const { active, passive } = resultOf(node, { command: 'view' }) as {
      readonly active: readonly { readonly peer: string }[];
      readonly passive: readonly unknown[];
    };
    expect(active.toSorted((a, b) => (a.peer < b.peer ? -1 : 1))).toEqual([
      { ...line, peer: idOf('c'), name: 'carol', address: 'c:1', pinned: true, eager: true },
      { ...line, peer: idOf('d'), name: 'd', address: 'd:1', pinned: false, eager: false },
    ]);
    expect(passive).toEqual([{ peer: idOf('e'), name: '', address: 'e:1', verified: false }]);
  });
});

describe('topology', () => {
  it('shows who is linked to whom, as they say themselves, and the own links as they are', () => {
    const node = withNeighbours();
    node.hear('i1', presenceFrom('z', 1, { neighbours: [idOf('y'), idOf('c')] }));
    node.hear('i1', presenceFrom('c', 1, { neighbours: [idOf('z')] }));
    expect(resultOf(node, { command: 'topology' })).toEqual([
      { peer: idOf('b'), name: 'b', linked: [idOf('c'), idOf('d')] },
      { peer: idOf('c'), name: 'c', linked: [idOf('z')] },
      { peer: idOf('z'), name: 'z', linked: [idOf('c'), idOf('y')] },
    ]);
  });
});
