import { describe, expect, it } from 'vitest';
import type { Purpose } from '../../../../src/protocol/messages.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { connect, disconnect } from '../../../support/pure-commands.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';
import { dialsIn, idNumber, neighboursOf } from '../../../support/pure-overlay.ts';

/** A node with as many neighbours as may come by themselves. */
function crowded(): PureNode {
  const node = running();
  for (let n = 1; n <= limits.inboundNeighboursMax; n += 1) {
    node.join(`i${n}`, 'cdefg'[n - 1]!, { purpose: 'want' });
  }
  return node;
}

const neighbour = (node: PureNode, letter: string) =>
  node.context.overlay.view.active.get(idOf(letter));

describe('whoever dials to be a neighbour', () => {
  it.each(['join', 'need', 'want', 'stay', ''] as const)(
    'has a place while there is one: for %j',
    (purpose) => {
      const node = running();
      node.join('i1', 'c', { purpose });
      expect(neighboursOf(node)).toBe('c');
      expect(node.context.overlay.tree.neighbours.has(idOf('c'))).toBe(true);
    },
  );

  it('is told that there is no place if it only wants one, and nobody hears of that (S0-06)', () => {
    const node = crowded();
    expect(saidIn(node.accept('i9', 'h', { purpose: 'want' }))).toEqual(['i9: bye no-place']);
    const closed = node.take({ type: 'link.closed', link: 'i9', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toEqual([]);
    expect(node.context.peers.has(idOf('h'))).toBe(false);
    expect(neighboursOf(node)).toBe('cde');
  });

  it.each(['join', 'need'] as const)('has a place in any case if it is to %s', (purpose) => {
    const node = crowded();
    const said = saidIn(node.join('i9', 'h', { purpose }));
    expect(said).toContain('i9: welcome');
    expect(said.filter((words) => words.includes('no-place')).length).toBe(1);
    expect(neighboursOf(node)).toMatch(/^..h$/);
  });

  it('is a neighbour of its user’s, with a place of its own, if it says nothing that is known here', () => {
    const node = crowded();
    node.join('i9', 'h', { purpose: 'later-version' });
    expect(neighboursOf(node)).toBe('cdeh');
    expect(neighbour(node, 'h')?.isPinned).toBe(true);
  });

  it.each(['join', 'need', 'want'] as const)('has no place at a seed node: for %s', (purpose) => {
    const node = running({ role: 'seed' });
    expect(saidIn(node.accept('i1', 'c', { purpose }))).toEqual(['i1: bye no-place']);
  });

  it('is judged by no place where it is a neighbour already, but as the second of two links', () => {
    const node = crowded();
    node.accept('i9', 'c', { purpose: 'want', dial: 2 });
    expect(node.context.links.get('i9')?.state).toBe('held');
  });
});

describe('whoever comes to stay', () => {
  it('is sent casts unasked, but beyond limits.guestsMax only what it asks for, and what comes then', () => {
    const node = running();
    node.join('i0', 'c', { purpose: 'want' });
    const guests = Array.from({ length: limits.guestsMax + 2 }, (_, n) => idNumber(n + 1));
    for (const [n, id] of guests.entries()) node.join(`i${n + 1}`, 'c', { id, purpose: 'stay' });
    const { neighbours } = node.context.overlay.tree;
    const eager = (id: string) => neighbours.get(id)?.isEager;
    expect(guests.map(eager)).toEqual(guests.map((_, n) => n < limits.guestsMax));
    expect(eager(idOf('c'))).toBe(true);
    const last = guests.at(-1)!;
    node.hear(`i${guests.length}`, { kind: 'graft', casts: [] });
    expect(node.context.overlay.tree.neighbours.get(last)?.isEager).toBe(true);
  });

  it('is sent all, however many, where this node has dialled it or its user wants it', () => {
    const node = running();
    const guests = Array.from({ length: limits.guestsMax }, (_, n) => idNumber(n + 1));
    for (const [n, id] of guests.entries()) node.join(`i${n}`, 'c', { id, purpose: 'stay' });
    node.join('i98', 'd', { purpose: 'want' });
    node.command(connect('e:1'));
    node.open('o1', 'e', { purpose: 'stay' });
    node.hear('o1', { kind: 'welcome' });
    const { neighbours } = node.context.overlay.tree;
    expect(['d', 'e'].map((letter) => neighbours.get(idOf(letter))?.isEager)).toEqual([true, true]);
  });
});

describe('whoever comes while others leave slowly', () => {
  it('is one all the same, as many as these are', () => {
    const node = running();
    const join = (n: number) => node.join(`i${n}`, 'c', { id: idNumber(n), purpose: 'stay' });
    for (let n = 1; n <= limits.connectionsMax - limits.dialledConnectionsMin; n += 1) join(n);
    const dial = (n: number) => {
      node.command(connect(`d:${n}`));
      node.open(`o${n}`, 'd', { id: idNumber(900 + n) });
      return node.hear(`o${n}`, { kind: 'welcome' });
    };
    for (let n = 1; n <= limits.dialledConnectionsMin; n += 1) dial(n);
    for (let n = 1; n <= limits.courtesyLinksMax; n += 1) {
      node.hear(`i${n}`, bye('quit'));
      dial(limits.dialledConnectionsMin + n);
      const late = limits.connectionsMax + n;
      expect(node.context.overlay.tree.neighbours.size).toBe(late);
      expect(node.context.overlay.view.active.size).toBe(late);
    }
  });
});

describe('a connection that serves something else', () => {
  it.each(['enrol', 'probe'] satisfies Purpose[])('makes no neighbour: for %s', (purpose) => {
    const node = running({ role: 'seed' });
    node.join('i1', 'c', { purpose });
    expect(neighboursOf(node)).toBe('');
    expect(node.context.overlay.tree.neighbours.size).toBe(0);
  });

  it('is no reason to dial a neighbour as a user would', () => {
    const node = running({ contacts: ['c:1'] });
    node.open('o1', 'c', { purpose: 'want' });
    node.hear('o1', { kind: 'welcome' });
    expect(neighbour(node, 'c')).toMatchObject({ isPinned: true, isInbound: false });
  });
});

describe('a neighbour that a user wants', () => {
  it('is pinned when its connection stands already', () => {
    const node = crowded();
    expect(neighbour(node, 'c')?.isPinned).toBe(false);
    expect(node.command(connect(`${idOf('c')}@c:1`))).toEqual(['1 ok']);
    expect(neighbour(node, 'c')?.isPinned).toBe(true);
  });

  it('leaves its place to others when it is pinned', () => {
    const node = crowded();
    node.command(connect(`${idOf('c')}@c:1`));
    expect(saidIn(node.join('i9', 'h', { purpose: 'want' }))).toContain('i9: welcome');
    expect(neighboursOf(node)).toBe('cdeh');
  });

  it('is pinned when the command that wanted it is served by the link that the peer dialled', () => {
    const node = running();
    node.command(connect(`${idOf('c')}@c:1`));
    node.accept('i1', 'c', { purpose: 'want' });
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    node.hear('i1', { kind: 'welcome' }, { kind: 'pong', token: 1 });
    expect(node.effects.filter(({ type }) => type === 'answer')).toMatchObject([
      { command: 'connect', outcome: { ok: true } },
    ]);
    expect(neighbour(node, 'c')?.isPinned).toBe(true);
  });

  it('is pinned when it became a neighbour while it was being dialled', () => {
    const node = running();
    node.command(connect(`${idOf('c')}@c:1`));
    node.join('i1', 'c', { purpose: 'want' });
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(neighbour(node, 'c')?.isPinned).toBe(true);
  });
});

describe('a neighbour that goes', () => {
  it('is looked for again if it was lost, after a rest', () => {
    const node = running({ discovery: ['exchange'] });
    node.join('i1', 'c', { purpose: 'want' });
    node.open('o1', 'c');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(neighboursOf(node)).toBe('');
    expect(node.context.overlay.tree.neighbours.size).toBe(0);
    expect(dialsIn(node.wait(limits.approachRestMs - 1))).toEqual([]);
    expect(dialsIn(node.wait(1))).toEqual(['o2 c:1']);
  });

  it.each([
    ['the user parted with it', (node: PureNode) => void node.command(disconnect('c'))],
    ['it has left', (node: PureNode) => void node.hear('i1', bye('quit'))],
    [
      'its user parted with this node',
      (node: PureNode) => void node.hear('i1', bye('disconnected')),
    ],
  ])('is left alone if %s', (_, part) => {
    const node = running({ discovery: ['exchange'] });
    node.join('i1', 'c', { purpose: 'want' });
    for (const link of node.context.links.keys()) {
      if (link !== 'i1') node.take({ type: 'dial.failed', link, code: 'refused' });
    }
    part(node);
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.context.overlay.view.passive.size).toBe(0);
    expect(dialsIn(node.wait(20 * limits.approachRestMs))).toEqual([]);
  });
});

function bye(code: string) {
  return { kind: 'bye', code, text: '' } as const;
}
