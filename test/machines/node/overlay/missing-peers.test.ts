import { describe, expect, it } from 'vitest';
import { present } from '../../../../src/overlay/presence/roster.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { helloOf, nothingShown } from '../../../support/pure-connection.ts';
import { type PureNode, reportsIn, running } from '../../../support/pure-node.ts';
import {
  dialsIn,
  idNumber,
  presenceFrom,
  stateOfPeer,
  wordsIn,
} from '../../../support/pure-overlay.ts';

/** With the neighbours `c` and `d`, and knowing of `z`, which was a neighbour once. */
function knowing(saved: readonly string[] = []): PureNode {
  const node = running({
    presenceIntervalMs: limits.presenceIntervalMs,
    pingIntervalMs: 600_000,
    saved,
  });
  node.join('i1', 'c');
  node.join('i2', 'd');
  node.join('i3', 'z');
  node.hear('i3', { kind: 'bye', code: 'no-place', text: '' });
  node.take({ type: 'link.closed', link: 'i3', code: 'ended' });
  node.hear('i1', presenceFrom('z', 1, { everyMs: 600_000 }));
  return node;
}

const missing = (letter: string, address = `${letter}:1`) =>
  ({ kind: 'missing', peer: { id: idOf(letter), address } }) as const;
const found = (node: PureNode, link: string, letter: string) => {
  node.open(link, letter);
  return node.take({ type: 'link.closed', link, code: 'ended' });
};
const newsIn = (node: PureNode) =>
  reportsIn(node.effects, 'peer').map(({ peer, state, cause }) => `${peer[0]} ${state} ${cause}`);

const leaving = (letter: string) => presenceFrom(letter, 2, { state: 'leaving', everyMs: 0 });

describe('who has said goodbye to everybody', () => {
  it('has left, however its connection ends', () => {
    const node = knowing();
    node.hear('i2', leaving('c'));
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(stateOfPeer(node.context, 'c')).toBe('left');
    expect(newsIn(node).at(-1)).toBe('c left presence');
    expect(wordsIn(effects, 'missing')).toEqual([]);
  });

  it('has left, though it had no place here any more', () => {
    const node = knowing();
    node.hear('i2', leaving('c'));
    node.hear('i1', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect([stateOfPeer(node.context, 'c'), newsIn(node).at(-1)]).toEqual([
      'left',
      'c left presence',
    ]);
  });

  it('has left, though a look finds nobody that was under way', () => {
    const node = knowing();
    node.hear('i1', missing('z'));
    expect(dialsIn(node.effects)).toEqual(['o1 z:1']);
    node.hear('i1', leaving('z'));
    const before = newsIn(node);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect([stateOfPeer(node.context, 'z'), newsIn(node)]).toEqual(['left', before]);
  });

  it('can come back, and be lost in its next life', () => {
    const node = knowing();
    node.hear('i1', leaving('z'));
    node.join('i4', 'z', { instance: { boot: 2, nonce: 1 } });
    expect(stateOfPeer(node.context, 'z')).toBe('alive');
    node.take({ type: 'link.closed', link: 'i4', code: 'reset' });
    expect(stateOfPeer(node.context, 'z')).toBe('lost');
  });
});

describe('whoever loses a neighbour without a farewell', () => {
  it('says so to all others, with where it was', () => {
    const node = knowing();
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(wordsIn(effects, 'missing')).toEqual([{ link: 'i2', ...missing('c') }]);
    expect(stateOfPeer(node.context, 'c')).toBe('lost');
  });

  it('says so to its seed nodes, too', () => {
    const node = running({
      presenceIntervalMs: limits.presenceIntervalMs,
      discovery: ['seeds'],
      seeds: ['s:1'],
    });
    node.open('o1', 's', { capabilities: ['seed'] });
    node.hear('o1', { kind: 'welcome' });
    node.join('i1', 'c');
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(wordsIn(effects, 'missing')).toEqual([{ link: 'o1', ...missing('c') }]);
  });

  it.each(['quit', 'disconnected', 'no-place'])('but not if it said goodbye: %s', (code) => {
    const node = knowing();
    node.hear('i1', { kind: 'bye', code, text: '' });
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(wordsIn(effects, 'missing')).toEqual([]);
  });

  it('but not if it says nothing of itself either', () => {
    const node = running();
    node.join('i1', 'c');
    node.join('i2', 'd');
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(wordsIn(effects, 'missing')).toEqual([]);
  });
});

describe('whoever hears that somebody is missing', () => {
  it('believes nothing, and looks where that peer was by all it knows itself', () => {
    const node = knowing();
    const effects = node.hear('i1', missing('z', 'victim:1'));
    expect(dialsIn(effects)).toEqual(['o1 z:1']);
    expect(stateOfPeer(node.context, 'z')).toBe('alive');
  });

  it('is content when that peer is there', () => {
    const node = knowing();
    node.hear('i1', missing('z'));
    found(node, 'o1', 'z');
    expect(stateOfPeer(node.context, 'z')).toBe('alive');
    expect(newsIn(node)).toEqual(['z alive presence']);
  });

  it.each(['nobody is there', 'somebody else is there'])('has lost it when %s', (what) => {
    const node = knowing();
    node.hear('i1', missing('z'));
    if (what === 'nobody is there') {
      node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    } else found(node, 'o1', 'y');
    expect(newsIn(node)).toEqual(['z alive presence', 'z lost missing']);
    node.hear('i1', presenceFrom('z', 2, saidAgo(node, 1)));
    expect(newsIn(node).at(-1)).toBe('z lost missing');
    node.wait(1);
    node.hear('i1', presenceFrom('z', 3, saidAgo(node, 0)));
    expect(newsIn(node).at(-1)).toBe('z alive presence');
  });

  it.each([
    ['it never met', 'y'],
    ['it is connected to', 'd'],
    ['it is itself', 'b'],
  ])('does nothing about somebody who %s', (_, letter) => {
    expect(knowing().hear('i1', missing(letter))).toEqual([]);
  });

  it('does nothing about somebody who is gone already', () => {
    const node = knowing();
    node.hear('i1', presenceFrom('z', 2, { state: 'leaving' }));
    expect(node.hear('i1', missing('z'))).toEqual([]);
  });

  it('looks once, however many say so and however often, while that look is under way', () => {
    const node = knowing();
    const effects = [
      ...node.hear('i1', missing('z'), missing('z'), missing('z')),
      ...node.hear('i2', missing('z')),
    ];
    expect(dialsIn(effects)).toEqual(['o1 z:1']);
    found(node, 'o1', 'z');
    expect(dialsIn(node.hear('i2', missing('z')))).toEqual(['o3 z:1']);
  });

  it('looks at limits.probesAtOnceMax at once: a liar on this host takes no more places than that', () => {
    const peers = Array.from({ length: 3 * limits.probesAtOnceMax }, (_, n) => idNumber(n));
    const node = knowing(peers.map((id, n) => `${id}@127.0.0.1:${7_000 + n}`));
    node.take({ type: 'link.accepted', link: 'i9', address: '127.0.0.1:5' });
    node.take({ type: 'link.secured', link: 'i9', peer: idOf('e') });
    node.hear('i9', helloOf('e'), nothingShown, { kind: 'welcome' });
    const effects = node.hear('i9', ...peers.map(missingAnywhere));
    expect(dialsIn(effects).length).toBe(limits.probesAtOnceMax);
  });

  it('looks at limits.probesPerSourceMax for one teller, and again when that has healed', () => {
    const { probesPerSourceMax: most, probeHealMs } = limits;
    const peers = Array.from({ length: most + 4 }, (_, n) => idNumber(n));
    const node = knowing(peers.map((id, n) => `${id}@h${n}:1`));
    const looksFor = (id: string) => {
      const [dial] = dialsIn(node.hear('i1', missingAnywhere(id)));
      if (dial === undefined) return false;
      node.take({ type: 'dial.failed', link: dial.split(' ')[0]!, code: 'refused' });
      return true;
    };
    const looked = peers.slice(0, most + 2).map(looksFor);
    expect(looked.lastIndexOf(true)).toBe(most - 1);
    node.wait(probeHealMs);
    expect(peers.slice(most + 2).map(looksFor)).toEqual([true, false]);
  });
});

describe('a neighbour whose connection ends', () => {
  it('is not counted as there by what it said before, if it left or was lost', () => {
    const node = knowing();
    node.hear('i2', presenceFrom('c', 1, { everyMs: 600_000 }));
    node.hear('i1', { kind: 'bye', code: 'quit', text: '' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(stateOfPeer(node.context, 'c')).toBe('left');
    expect(present(node.context.overlay.roster).some(([id]) => id === idOf('c'))).toBe(false);
  });

  it('is there all the same if it only had no place', () => {
    const node = knowing();
    node.hear('i2', presenceFrom('c', 1, { everyMs: 600_000 }));
    node.hear('i1', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(stateOfPeer(node.context, 'c')).toBe('alive');
  });

  it('is one that is known if nothing was heard of it otherwise', () => {
    const node = knowing();
    node.hear('i1', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(stateOfPeer(node.context, 'c')).toBe('known');
  });
});

/** A test node's wall shows its time. */
function saidAgo({ at }: PureNode, agoMs: number) {
  return { envelope: { expires: at / 1_000 - agoMs + limits.castLifeMs } };
}

function missingAnywhere(id: string) {
  return { kind: 'missing', peer: { id, address: 'x:1' } } as const;
}
