import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { helloOf } from '../../../support/pure-connection.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';
import { dialsIn, presenceFrom, stateOfPeer, wordsIn } from '../../../support/pure-overlay.ts';

const savedAt = (letter: string, address = `${letter}:1`) => `${idOf(letter)}@${address}`;
const newsIn = (node: PureNode) =>
  reportsIn(node.effects, 'peer').map(({ peer, state, cause }) => `${peer[0]} ${state} ${cause}`);
const leadOf = (node: PureNode, letter: string) =>
  node.context.overlay.view.passive.get(idOf(letter));

/** Looks on the one port that there is. */
function looking(): PureNode {
  const node = running();
  node.command({ command: 'scan', range: '9' });
  return node;
}

describe('a link that only looks', () => {
  it('says so in its hello, and goodbye as soon as it knows who is there', () => {
    const node = looking();
    node.open('o1', 'c');
    expect(wordsIn(node.effects, 'hello').map(({ purpose }) => purpose)).toEqual(['probe']);
    expect(saidIn(node.effects).at(-1)).toBe('o1: bye probed');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(node.context.peers.size).toBe(0);
    expect(reportsIn(node.effects, 'connected')).toEqual([]);
    expect(reportsIn(node.effects, 'refused')).toEqual([]);
  });

  it('is let in by nobody and left alone, until its dialler says goodbye', () => {
    const node = running();
    expect(saidIn(node.accept('i1', 'c', { purpose: 'probe' }))).toEqual([]);
    expect(node.stateOf('node/i1')).toBe('greeting.being judged');
    expect(saidIn(node.hear('i1', { kind: 'bye', code: 'probed', text: '' }))).toEqual([
      'i1: bye probed',
    ]);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toEqual([]);
    expect(node.context.peers.size).toBe(0);
  });

  it('costs its host no more than a link does that becomes a connection', () => {
    const [looked, joined] = [running(), running()];
    looked.accept('i1', 'c', { purpose: 'probe' });
    looked.hear('i1', { kind: 'bye', code: 'probed', text: '' });
    looked.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    joined.join('i1', 'c');
    joined.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(looked.context.hosts.get('c')).toBe(joined.context.hosts.get('c'));
  });

  it.each([
    ['nobody answers the dial', (): void => {}],
    ['somebody takes the link, and says nothing', mute],
    ['somebody says who they are, and does not show it', claim],
    ['somebody says who they are, and never goodbye', show],
  ] as const)('ends after limits.scanTimeoutMs when %s', (_, happen: (node: PureNode) => void) => {
    const node = looking();
    node.wait(limits.scanTimeoutMs / 2);
    happen(node);
    node.wait(limits.scanTimeoutMs / 2 - 1);
    expect(node.context.links.size).toBe(1);
    node.wait(1);
    expect(node.context.links.size).toBe(0);
    expect(node.effects.filter(({ type }) => type === 'answer').length).toBe(1);
  });

  it('ends after limits.probeTimeoutMs when nobody waits for it, if only its dial was answered in time', () => {
    const node = exchanging();
    node.wait(limits.scanTimeoutMs - 1);
    node.take({ type: 'link.opened', link: 'o1', address: 'c:1' });
    node.wait(limits.probeTimeoutMs - limits.scanTimeoutMs);
    expect(node.context.links.has('o1')).toBe(true);
    node.wait(1);
    expect(node.context.links.has('o1')).toBe(false);
    expect(node.context.overlay.view.active.get(idOf('c'))?.address).toBe('');
  });

  it('is not waited for by whoever it looks at for longer than for any greeting', () => {
    const node = running();
    node.accept('i1', 'c', { purpose: 'probe' });
    node.wait(limits.greetingTimeoutMs + limits.leaveTimeoutMs);
    expect(node.context.links.size).toBe(0);
  });
});

describe('an address that a neighbour told', () => {
  const neighbour = (node: PureNode) => node.context.overlay.view.active.get(idOf('c'));

  it('is verified when a dial of our own found that peer there', () => {
    const node = exchanging();
    expect(neighbour(node)).toMatchObject({ address: 'c:1', isVerified: false });
    node.open('o1', 'c');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(neighbour(node)).toMatchObject({ address: 'c:1', isVerified: true });
  });

  it.each([
    [
      'nobody is there',
      (node: PureNode) => {
        node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
      },
    ],
    [
      'somebody else is there',
      (node: PureNode) => {
        node.open('o1', 'd');
        node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
      },
    ],
  ] as const)('is forgotten when %s', (_, look) => {
    const node = exchanging();
    look(node);
    expect(neighbour(node)).toMatchObject({ address: '', isVerified: false });
  });
});

describe('a dial for a neighbour', () => {
  it('is told of nobody when it comes to nothing', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c')] });
    expect(dialsIn(node.effects)).toEqual(['o1 c:1']);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(reportsIn(node.effects, 'refused')).toEqual([]);
    expect(leadOf(node, 'c')).toMatchObject({ failures: 1 });
  });

  it('in vain makes whoever was there in an earlier run lost, until a word comes that was said since then', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c')] });
    node.join('i1', 'd');
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    const expires = node.at / 1_000 + limits.castLifeMs;
    expect(newsIn(node)).toEqual(['c lost dial']);
    node.hear('i1', presenceFrom('c', 1, { envelope: { expires: expires - 5_000 } }));
    expect([newsIn(node), stateOfPeer(node.context, 'c')]).toEqual([['c lost dial'], 'lost']);
    node.wait(1);
    node.hear('i1', presenceFrom('c', 2, { envelope: { expires: expires + 1 } }));
    expect(newsIn(node)).toEqual(['c lost dial', 'c alive presence']);
  });

  it('in vain is no news of whoever says that they are there', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c')] });
    node.join('i1', 'd');
    node.hear('i1', presenceFrom('c', 1));
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(newsIn(node)).toEqual(['c alive presence']);
  });

  it('leaves the lead as good as it was when there was no place', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c')] });
    node.open('o1', 'c');
    node.hear('o1', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(leadOf(node, 'c')).toMatchObject({ failures: 0 });
    expect(dialsIn(node.wait(limits.approachRestMs - 1))).toEqual([]);
    expect(dialsIn(node.wait(1))).toEqual(['o2 c:1']);
  });

  it('is for that peer alone', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c')] });
    expect(saidIn(node.open('o1', 'd')).at(-1)).toBe('o1: bye wrong-peer');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(leadOf(node, 'c')).toMatchObject({ failures: 1 });
  });

  it('says in its hello what it is for', () => {
    const node = running({ discovery: ['saved'], saved: [savedAt('c'), savedAt('d')] });
    for (const link of ['o1', 'o2']) {
      node.take({ type: 'link.opened', link, address: 'x:1' });
      node.take({ type: 'link.secured', link, peer: null });
    }
    const purposes = wordsIn(node.effects, 'hello').map(({ purpose }) => purpose);
    expect(purposes.toSorted()).toEqual(['join', 'want']);
  });
});

function mute(node: PureNode): void {
  node.take({ type: 'link.opened', link: 'o1', address: 'b:9' });
  node.take({ type: 'link.secured', link: 'o1', peer: idOf('c') });
}

function claim(node: PureNode): void {
  mute(node);
  node.hear('o1', helloOf('c'));
}

function show(node: PureNode): void {
  node.open('o1', 'c');
}

/** With a neighbour that came by itself, and is being looked at (`o1`). */
function exchanging(): PureNode {
  const node = running({ discovery: ['exchange'] });
  node.join('i1', 'c', { purpose: 'want' });
  expect(dialsIn(node.effects)).toEqual(['o1 c:1']);
  return node;
}
