import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Message } from '../../../../src/protocol/messages.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';
import { isUnwelcome } from '../../../../src/machines/node/peers/unwelcome.ts';
import { idOf } from '../../../support/pure-config.ts';
import { textOf } from '../../../support/pure-connection.ts';

const welcome: Message = { kind: 'welcome' };
const newer = { instance: { boot: 2, nonce: 1 } };
const older = { instance: { boot: 0, nonce: 9 } };
const connect = { command: 'connect', peer: 'x:1' } as const;
const linksOf = (node: PureNode) =>
  [...node.context.links.values()].map(({ link, state }) => `${link} ${state}`).toSorted();
const servedBy = (node: PureNode, letter: string) => node.context.peers.get(idOf(letter))?.link;

/** A node `b` with one dial on its way for each `o` that is to come. */
function dialling(count = 1): PureNode {
  const node = running();
  for (let n = 1; n <= count; n += 1) node.command(connect);
  return node;
}

describe('what a peer calls itself', () => {
  it('is its name if it could be nothing else, and otherwise it has none', () => {
    const node = running();
    node.join('i1', 'c', { name: 'carol' });
    node.join('i2', 'd', { name: `carol @${idOf('c').slice(0, 8)}` });
    const names = [...node.context.peers.values()].map(({ id, name }) => `${id} ${name}`);
    expect(names.toSorted()).toEqual([`${idOf('c')} carol`, `${idOf('d')} `]);
    expect(reportsIn(node.effects, 'connected').map(({ name }) => name)).toEqual(['carol', '']);
  });
});

describe('a peer that is new', () => {
  it('is welcome', () => {
    const node = running();
    expect(saidIn(node.accept('i1', 'c'))).toEqual(['i1: welcome']);
    expect(linksOf(node)).toEqual(['i1 accepted']);
  });

  it('is refused when it is the node itself', () => {
    const node = running();
    expect(saidIn(node.accept('i1', 'b'))).toEqual(['i1: bye self']);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toMatchObject([
      { peer: idOf('b'), code: 'self', by: 'us' },
    ]);
    expect(node.context.peers.size).toBe(0);
  });

  it.each([
    ['where it says it listens', ['c:1'], 'c:1'],
    ['on the host its link comes from, whatever host it claims', ['victim:1'], 'c:1'],
    ['where its link comes from if it claims nothing', [], 'c:5'],
    ['where its link comes from if what it claims is no address', ['\u001b[2J:1'], 'c:5'],
  ])('is remembered %s', (_, addresses, address) => {
    const node = running();
    node.join('i1', 'c', { addresses });
    expect(node.context.peers.get(idOf('c'))?.address).toBe(address);
  });

  it('takes the place of the one not seen for longest, beyond limits.peersMax', () => {
    const node = running();
    const ids = Array.from({ length: limits.peersMax + 1 }, (_, n) => idNumber(n));
    for (const [n, id] of ids.entries()) {
      node.at += limits.hostAttemptHealMs * 1_000;
      node.join(`i${n}`, 'c', { id });
      if (n > 0) node.take({ type: 'link.closed', link: `i${n}`, code: 'reset' });
    }
    expect(node.context.peers.size).toBe(limits.peersMax);
    // The first is still linked, so that the second had to go.
    expect(node.context.peers.has(ids[0]!)).toBe(true);
    expect(node.context.peers.has(ids[1]!)).toBe(false);
    expect(node.context.peers.has(ids[2]!)).toBe(true);
    expect(node.context.peers.has(ids.at(-1)!)).toBe(true);
  });
});

describe('a peer that is linked already', () => {
  it('keeps the link it has when it is dialled again', () => {
    const node = dialling(2);
    node.open('o1', 'c');
    node.hear('o1', welcome);
    expect(saidIn(node.open('o2', 'c'))).toEqual(['o2: bye duplicate']);
    expect(servedBy(node, 'c')).toBe('o1');
  });

  it('decides itself which of its own dials it wants', () => {
    const node = running();
    node.join('i1', 'c');
    expect(saidIn(node.accept('i2', 'c'))).toEqual(['i1: ping']);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 held']);

    expect(saidIn(node.hear('i2', welcome))).toEqual([
      'i2: welcome',
      'i2: ping',
      'i1: bye duplicate',
    ]);
    expect(linksOf(node)).toEqual(['i1 leaving', 'i2 established']);
    expect(servedBy(node, 'c')).toBe('i2');
    expect(reportsIn(node.effects, 'connected').length).toBe(2);
  });

  it('gives way to what the lower id dialled: ours', () => {
    const node = dialling();
    node.join('i1', 'c');
    expect(saidIn(node.open('o1', 'c'))).toEqual(['o1: welcome']);
    node.hear('o1', welcome);
    expect(linksOf(node)).toEqual(['i1 leaving', 'o1 established']);
  });

  it('gives way to what the lower id dialled: theirs', () => {
    const node = dialling();
    node.open('o1', 'a');
    node.hear('o1', welcome, { kind: 'pong', token: 1 });
    expect(saidIn(node.accept('i1', 'a'))).toEqual(['i1: welcome']);
    node.hear('i1', welcome);
    expect(linksOf(node)).toEqual(['i1 established', 'o1 leaving']);
  });

  it('is held while its rival may live, and refused when that shows a sign of life', () => {
    const node = dialling();
    node.join('i1', 'a');
    expect(saidIn(node.open('o1', 'a'))).toEqual(['i1: ping']);
    expect(linksOf(node)).toEqual(['i1 established', 'o1 held']);
    expect(saidIn(node.hear('i1', { kind: 'pong', token: 2 }))).toEqual(['o1: bye duplicate']);
  });

  it('is accepted when its rival turns out to be dead', () => {
    const node = dialling();
    node.join('i1', 'a');
    node.open('o1', 'a');
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(saidIn(closed)).toEqual(['o1: welcome']);
    expect(linksOf(node)).toEqual(['o1 accepted']);
  });

  it('is held no longer than the greeting may take', () => {
    const node = dialling();
    node.join('i1', 'a');
    node.open('o1', 'a');
    for (let ms = 0; ms < limits.greetingTimeoutMs; ms += 100) {
      node.hear('i1', textOf(ms));
      node.wait(100);
    }
    expect(linksOf(node)).toEqual(['i1 established', 'o1 leaving']);
    expect(saidIn(node.turns.at(-1)!.effects)).toEqual(['o1: bye greeting-timeout']);
  });

  it('frees all links that waited for one that is gone, what the lower id dialled first', () => {
    const node = dialling();
    node.accept('i1', 'a');
    node.accept('i2', 'a');
    node.open('o1', 'a');
    expect(linksOf(node)).toEqual(['i1 accepted', 'i2 held', 'o1 held']);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(linksOf(node)).toEqual(['i2 accepted', 'o1 held']);
  });

  it('is committed to no more than limits.connectionsPerPeerMax links at once', () => {
    const node = dialling();
    node.open('o1', 'a');
    node.accept('i1', 'a');
    expect(linksOf(node)).toEqual(['i1 accepted', 'o1 accepted']);
    expect(linksOf(node).length).toBe(limits.connectionsPerPeerMax);
    expect(saidIn(node.accept('i2', 'a'))).toEqual(['i2: bye duplicate']);
  });

  it('is committed to no more than limits.connectionsPerPeerMax links by its own word either', () => {
    const node = running();
    node.accept('i1', 'a');
    node.accept('i2', 'a');
    node.accept('i3', 'a');
    node.hear('i2', welcome);
    expect(linksOf(node)).toEqual(['i1 accepted', 'i2 established', 'i3 held']);
    expect(saidIn(node.hear('i3', welcome))).toEqual(['i3: bye duplicate']);
  });
});

describe('a peer with many links', () => {
  it('holds no more than limits.linksPerPeerMax, those that wait included', () => {
    const node = running();
    for (let n = 1; n <= limits.linksPerPeerMax; n += 1) node.accept(`i${n}`, 'a');
    const held = ['i1 accepted', 'i2 held', 'i3 held', 'i4 held'];
    expect(linksOf(node)).toEqual(held);

    expect(saidIn(node.accept('i5', 'a'))).toEqual(['i5: bye duplicate']);
    expect(linksOf(node)).toEqual([...held, 'i5 leaving']);
    node.take({ type: 'link.closed', link: 'i4', code: 'reset' });
    node.accept('i6', 'a');
    expect(linksOf(node)).toEqual([...held.slice(0, -1), 'i5 leaving', 'i6 held']);
  });

  it('leaves room for others, and for its own next life', () => {
    const node = running();
    for (let n = 1; n <= limits.linksPerPeerMax; n += 1) node.accept(`i${n}`, 'a');
    expect(saidIn(node.accept('i5', 'c'))).toEqual(['i5: welcome']);
    expect(saidIn(node.accept('i6', 'a', newer)).at(-1)).toBe('i6: welcome');
  });
});

describe('a peer that was dialled', () => {
  it('is refused when it is another one than was asked for (S4-20)', () => {
    const node = running({ contacts: [`${idOf('d')}@x:1`] });
    expect(saidIn(node.open('o1', 'c'))).toEqual(['o1: bye wrong-peer']);
    expect(node.context.peers.size).toBe(0);
  });

  it('is welcome when it is the one that was asked for', () => {
    const node = running({ contacts: [`${idOf('d')}@x:1`] });
    expect(saidIn(node.open('o1', 'd'))).toEqual(['o1: welcome']);
  });
});

describe('a peer that nobody wants', () => {
  const banned = [idOf('c')];

  it('is refused, and not remembered', () => {
    const node = running({ banned });
    expect(saidIn(node.accept('i1', 'c'))).toEqual(['i1: bye banned']);
    expect(node.context.peers.size).toBe(0);
  });

  it('is refused also where it was dialled', () => {
    const node = running({ banned, contacts: ['c:1'] });
    expect(saidIn(node.open('o1', 'c'))).toEqual(['o1: bye banned']);
  });

  it('is not known by a name it gives itself', () => {
    const node = running({ banned });
    expect(saidIn(node.accept('i1', 'd', { name: 'c' }))).toEqual(['i1: welcome']);
  });

  it('is welcome again once its standing has healed to limits.standingPointsMin', () => {
    const node = running();
    const standing = { points: limits.standingPointsMin - 2, at: node.at };
    const { standings } = node.context;
    const isUnwelcomeAt = (ms: number) =>
      isUnwelcome(
        { ...node.context, standings: standings.set(idOf('c'), standing) },
        idOf('c'),
        node.at + ms * 1_000,
      );
    const healedMs = 2 * limits.standingHealMs;
    expect([isUnwelcomeAt(0), isUnwelcomeAt(healedMs - 1), isUnwelcomeAt(healedMs)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('another node with our own key', () => {
  it('is refused as a double, not as ourselves', () => {
    const node = running();
    expect(saidIn(node.accept('i1', 'b', { instance: { boot: 1, nonce: 2 } }))).toEqual([
      'i1: bye duplicate-identity',
    ]);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toMatchObject([
      { peer: idOf('b'), code: 'duplicate-identity', by: 'us' },
    ]);
  });
});

describe('a peer that has restarted, on a plain link', () => {
  const plainly = () => running({ tls: false });

  it('takes no place of a link that lives: it is a double, and both are told', () => {
    const node = plainly();
    node.join('i1', 'c');
    expect(saidIn(node.accept('i2', 'c', newer))).toEqual(['i1: ping']);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 held']);
    expect(saidIn(node.hear('i2', welcome))).toEqual([]);
    expect(saidIn(node.hear('i1', { kind: 'pong', token: 2 }))).toEqual([
      'i2: bye duplicate-identity',
      'i1: notice duplicate-identity',
    ]);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 leaving']);
    expect(node.context.peers.get(idOf('c'))?.instance).toEqual({ boot: 1, nonce: 1 });
  });

  it('takes the place of a link that turns out to be dead', () => {
    const node = plainly();
    node.join('i1', 'c');
    node.accept('i2', 'c', newer);
    node.wait((1 + limits.probesMax) * limits.pongTimeoutMinMs);
    expect(linksOf(node)).toEqual(['i2 accepted']);
    expect(node.context.peers.get(idOf('c'))?.instance).toEqual(newer.instance);
  });

  it('is no double because of an answer that was on its way before', () => {
    const node = plainly();
    node.accept('i1', 'c');
    node.hear('i1', welcome);
    node.accept('i2', 'c', newer);
    node.hear('i1', { kind: 'pong', token: 1 });
    expect(linksOf(node)).toEqual(['i1 established', 'i2 held']);
  });

  it('is no double because of a welcome that was on its way before', () => {
    const node = plainly();
    node.accept('i1', 'c');
    node.accept('i2', 'c', newer);
    expect(saidIn(node.hear('i1', welcome))).toEqual(['i1: ping']);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 held']);
    node.hear('i1', { kind: 'pong', token: 1 });
    expect(linksOf(node)).toEqual(['i1 established', 'i2 leaving']);
  });

  it('is welcome at once when nothing serves its older life, and ends what waited for that', () => {
    const node = plainly();
    node.join('i1', 'c');
    node.accept('i2', 'c');
    node.accept('i3', 'c', newer);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 held', 'i3 held']);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(saidIn(closed)).toEqual(['i2: bye restarted', 'i3: welcome']);
  });

  it('is let in by its latest life first', () => {
    const node = plainly();
    node.join('i1', 'c');
    node.accept('i2', 'c', newer);
    node.accept('i3', 'c', { instance: { boot: 3, nonce: 1 } });
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(saidIn(closed)).toEqual(['i2: bye restarted', 'i3: welcome']);
  });

  it('waits on no more than limits.linksPerPeerMax links', () => {
    const node = plainly();
    node.join('i1', 'c');
    for (let n = 2; n <= limits.linksPerPeerMax; n += 1) node.accept(`i${n}`, 'c', newer);
    expect(saidIn(node.accept('i5', 'c', newer))).toEqual(['i5: bye duplicate']);
    expect(saidIn(node.accept('i6', 'c', { instance: { boot: 9, nonce: 1 } }))).toEqual([
      'i6: bye duplicate',
    ]);
  });
});

describe('a peer that has restarted', () => {
  it('takes the place of its older life, on whatever link', () => {
    const node = dialling();
    node.open('o1', 'c');
    node.hear('o1', welcome, { kind: 'pong', token: 1 });
    expect(saidIn(node.accept('i1', 'c', newer))).toEqual(['o1: bye restarted', 'i1: welcome']);
    node.hear('i1', welcome);
    expect(linksOf(node)).toEqual(['i1 established', 'o1 leaving']);
    expect(servedBy(node, 'c')).toBe('i1');
  });

  it('is told by the nonce when the boot is the same', () => {
    const node = running();
    node.join('i1', 'c');
    node.accept('i2', 'c', { instance: { boot: 1, nonce: 2 } });
    expect(linksOf(node)).toEqual(['i1 leaving', 'i2 accepted']);
  });

  it('has no older life that speaks: it is a double, and the one that is linked is told', () => {
    const node = running();
    node.join('i1', 'c');
    expect(saidIn(node.accept('i2', 'c', older))).toEqual([
      'i2: bye duplicate-identity',
      'i1: notice duplicate-identity',
    ]);
    expect(linksOf(node)).toEqual(['i1 established', 'i2 leaving']);
  });

  it('has no older life either when it is gone', () => {
    const node = running();
    node.join('i1', 'c', newer);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(saidIn(node.accept('i2', 'c')).at(-1)).toBe('i2: bye stale-instance');
    expect(linksOf(node)).toEqual(['i2 leaving']);
  });
});

function idNumber(n: number): string {
  return n.toString(2).replaceAll('0', 'c').replaceAll('1', 'd').padEnd(52, 'g');
}
