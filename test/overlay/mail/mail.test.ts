import { describe, expect, it } from 'vitest';
import { countsOf, routeTo } from '../../../src/overlay/mail/mail.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { MailWord } from '../../../src/protocol/mail-words.ts';
import { PureMail } from '../../support/pure-mail.ts';
import { idOf, nodeOf } from '../../support/pure-trees.ts';

const line = (size: number) =>
  Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
const ring = (size: number) => [...line(size), [size - 1, 0] as const];
/** 0 is linked to 3 over 1 and over 2. */
const diamond = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
] as const;

describe('a line of five', () => {
  it('is four links long: a limit of four passes', () => {
    const net = new PureMail({ size: 5, links: line(5), hopLimit: 4 });
    net.post(0, 4);
    net.settle();
    const path = [1, 2, 3].map(idOf);
    expect(net.outcomes).toMatchObject([{ said: { type: 'mail.delivered', path } }]);
    expect(net.deliveries).toMatchObject([{ node: 4, letter: { hops: 4, path } }]);
    expect(routeTo(net.mails[0]!, idOf(4))?.path).toEqual(path);
    expect([1, 2, 3].map((node) => countsOf(net.mails[node]!).relayed)).toEqual([1, 1, 1]);
  });

  it('is too long for a limit of three, according to the third', () => {
    const net = new PureMail({ size: 5, links: line(5), hopLimit: 3 });
    net.post(0, 4);
    net.settle();
    const fault = { code: 'hop-limit', where: idOf(3), hops: 3 };
    expect(net.outcomes).toMatchObject([{ said: fault }]);
    expect(net.deliveries).toEqual([]);
  });
});

describe('a ring', () => {
  it('is gone round the shorter way, and the longer when the shorter breaks', () => {
    const net = new PureMail({ size: 5, links: ring(5) });
    net.post(0, 2);
    net.settle();
    net.part(0, 1);
    net.post(0, 2);
    net.settle();
    expect(net.outcomes.map(({ said }) => 'path' in said && said.path.map(nodeOf))).toEqual([
      [1],
      [4, 3],
    ]);
  });

  it('passes a search on no more often than each way needs, and falls silent', () => {
    const net = new PureMail({ size: 6, links: ring(6) });
    net.post(0, 3);
    net.settle();
    const searches = net.said.filter(({ word }) => word.kind === 'seek');
    expect(searches.length).toBeLessThanOrEqual(2 * 6);
  });
});

describe('a diamond', () => {
  it('goes on over the other side when its middle dies, and then the other, until there is none', () => {
    const net = new PureMail({ size: 4, links: diamond });
    net.post(0, 3);
    net.settle();
    const [first] = routeTo(net.mails[0]!, idOf(3))!.path.map(nodeOf);
    net.kill(first!);
    const before = net.at;
    net.post(0, 3);
    net.settle();
    const other = 3 - first!;
    expect(net.outcomes[1]).toMatchObject({ said: { path: [idOf(other)] } });
    expect(net.outcomes[1]!.at - before).toBeLessThan(limits.fateTimeoutMs * 1_000);
    net.kill(other);
    net.post(0, 3);
    expect(net.outcomes[2]).toMatchObject({ said: { code: 'no-route' } });
  });

  it('goes on over the other side when its middle only falls silent', () => {
    const silent = new Set<number>();
    const net = new PureMail({
      size: 4,
      links: diamond,
      puppet: (node, _to, word) => (silent.has(node) ? [] : [word]),
    });
    net.post(0, 3);
    net.settle();
    const [first] = routeTo(net.mails[0]!, idOf(3))!.path.map(nodeOf);
    silent.add(first!);
    const before = net.at;
    net.post(0, 3);
    net.settle();
    expect(net.outcomes[1]).toMatchObject({ said: { type: 'mail.delivered' } });
    expect(net.outcomes[1]!.at - before).toBeLessThan(2 * limits.fateTimeoutMs * 1_000);
  });

  it('delivers once what was delivered and whose fate was lost with the link', () => {
    const lost = new Set<MailWord['kind']>(['fate']);
    const net = new PureMail({
      size: 4,
      links: diamond,
      puppet: (node, to, word) =>
        node === 3 && to === 1 && lost.has(word.kind) && 'code' in word && word.code === 'delivered'
          ? []
          : [word],
    });
    net.part(0, 2);
    net.post(0, 3);
    net.runTo(500_000);
    net.join(0, 2);
    net.part(0, 1);
    net.settle();
    expect(net.outcomes).toMatchObject([{ said: { path: [idOf(2)] } }]);
    expect(net.deliveries).toHaveLength(1);
    expect(net.mails[3]!.counts.again).toBe(1);
  });
});

describe('a way that goes round in circles', () => {
  it('ends at the first who stands on it twice', () => {
    const net = new PureMail({ size: 4, links: ring(4) });
    const path = [1, 2, 3, 1, 2, 3, 1].map(idOf);
    net.post(0, 2, 1, { purpose: 'echo', path });
    net.settle();
    const fault = { code: 'bad-route', where: idOf(1), hops: 1 };
    expect(net.outcomes).toMatchObject([{ said: fault }]);
    expect(net.said.filter(({ word }) => word.kind === 'letter')).toHaveLength(1);
  });
});

describe('nobody', () => {
  it('is found as somebody who is not there, and it is known soon', () => {
    const net = new PureMail({ size: 3, links: line(3) });
    net.post(0, 9);
    net.settle();
    expect(net.outcomes).toMatchObject([{ said: { code: 'no-route', where: null } }]);
    expect(net.outcomes[0]!.at).toBeLessThan(limits.letterTimeoutMs * 1_000);
  });
});
