import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { idOf } from '../../../support/pure-config.ts';
import { PureNode, running } from '../../../support/pure-node.ts';

const dialsIn = (effects: readonly Effect[]) =>
  effects
    .filter((effect) => effect.type === 'link.dial')
    .map(({ link, address }) => `${link} ${address}`);
const contactsOf = (node: PureNode) =>
  [...node.context.contacts.values()].map(
    ({ address, path }) => `${address} ${node.stateOf(path)}`,
  );

function linked(node: PureNode, link: string, letter: string): void {
  node.open(link, letter);
  node.hear(link, { kind: 'welcome' }, { kind: 'pong', token: 1 });
}

describe('a seed node', () => {
  it('asks no other seed nodes, which would tell of it as of a peer, and connects where its user says', () => {
    const node = running({
      role: 'seed',
      discovery: ['seeds'],
      seeds: ['s:1'],
      contacts: ['c:1'],
    });
    expect(dialsIn(node.wait(0))).toEqual([]);
    expect(dialsIn(node.effects)).toEqual(['o1 c:1']);
  });
});

describe('contacts', () => {
  it('are dialled once the node listens, each once', () => {
    const node = new PureNode({ contacts: ['c:1', 'd:1', 'c:1'] });
    expect(dialsIn(node.effects)).toEqual([]);
    node.listen();
    expect(dialsIn(node.effects)).toEqual(['o1 c:1', 'o2 d:1']);
  });

  it('are no more than limits.contactsMax', () => {
    const contacts = Array.from({ length: limits.contactsMax + 5 }, (_, n) => `c:${n + 1}`);
    const node = running({ contacts });
    expect(dialsIn(node.effects).length).toBe(limits.contactsMax);
    expect(node.context.contacts.isFull).toBe(true);
  });

  it('are dialled again, after a back-off, when the dial fails', () => {
    const node = running({ contacts: ['c:1'] });
    const failed = node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(failed.filter(({ type }) => type === 'timer.start').length).toBe(1);
    expect(dialsIn(node.wait(limits.backoffMinMs - 1))).toEqual([]);
    expect(dialsIn(node.wait(limits.backoffMinMs + 1))).toEqual(['o2 c:1']);
  });

  it('are dialled again when the connection is lost', () => {
    const node = running({ contacts: ['c:1'] });
    linked(node, 'o1', 'c');
    expect(contactsOf(node)).toEqual(['c:1 linked']);
    node.take({ type: 'link.closed', link: 'o1', code: 'reset' });
    expect(contactsOf(node)).toEqual(['c:1 resting']);
    expect(dialsIn(node.wait(2 * limits.backoffMinMs))).toEqual(['o2 c:1']);
  });

  it('wait for no dial when their peer comes by itself', () => {
    const node = running({ contacts: ['c:1'] });
    linked(node, 'o1', 'c');
    node.take({ type: 'link.closed', link: 'o1', code: 'reset' });
    node.join('i1', 'c');
    expect(contactsOf(node)).toEqual(['c:1 linked']);
    expect(dialsIn(node.wait(limits.backoffMaxMs / 60))).toEqual([]);
  });

  it('are content with one connection for two addresses of one peer', () => {
    const node = running({ contacts: ['c:1', 'c:2'] });
    linked(node, 'o1', 'c');
    node.open('o2', 'c');
    expect(node.stateOf('node/o2')).toBe('leaving.hanging up');
    node.take({ type: 'link.closed', link: 'o2', code: 'ended' });
    expect(contactsOf(node).toSorted()).toEqual(['c:1 linked', 'c:2 linked']);
  });

  it.each([3, limits.connectionsMax])(
    'rest when there is no room for their dial, with %i at most',
    (most) => {
      const node = running({ contacts: ['c:1'], connectionsMax: most });
      node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
      for (let n = 1; n <= most; n += 1) node.command({ command: 'connect', peer: `x:${n}` });
      expect(dialsIn(node.wait(2 * limits.backoffMinMs))).toEqual([]);
      expect(contactsOf(node)).toEqual(['c:1 resting']);
    },
  );

  it('are dropped when they turn out to be the node itself', () => {
    const node = running({ contacts: ['b:1'] });
    node.open('o1', 'b');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(contactsOf(node)).toEqual([]);
    expect([...node.system.actors.keys()]).toEqual(['node']);
  });

  it('are kept when somebody leads a dial for another back to the node itself', () => {
    const node = running({ contacts: [`${idOf('c')}@c:1`] });
    node.open('o1', 'b');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(contactsOf(node)).toEqual([`${idOf('c')}@c:1 resting`]);
  });

  it('are kept when a peer only claims so', () => {
    const node = running({ contacts: ['c:1'] });
    node.take({ type: 'link.opened', link: 'o1', address: 'c:1' });
    node.hear('o1', { kind: 'bye', code: 'self', text: '' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(contactsOf(node)).toEqual(['c:1 resting']);
  });

  it.each(['duplicate-identity', 'banned'])('are not dialled again soon after %s', (code) => {
    const node = running({ contacts: ['c:1'] });
    node.take({ type: 'link.opened', link: 'o1', address: 'c:1' });
    node.take({ type: 'link.secured', link: 'o1', peer: idOf('c') });
    node.hear('o1', { kind: 'bye', code, text: '' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(dialsIn(node.wait(limits.refusedBackoffMs / 2 - 1))).toEqual([]);
    expect(dialsIn(node.wait(limits.refusedBackoffMs / 2 + 1))[0]).toBe('o2 c:1');
  });

  it('can say who has to be there, and go on until that one is', () => {
    const address = `${idOf('d')}@x:1`;
    const node = running({ contacts: [address] });
    expect(dialsIn(node.effects)).toEqual(['o1 x:1']);
    node.open('o1', 'c');
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    node.join('i1', 'c');
    expect(contactsOf(node)).toEqual([`${address} resting`]);
    expect(dialsIn(node.wait(2 * limits.backoffMinMs))).toEqual(['o2 x:1']);
    linked(node, 'o2', 'd');
    expect(contactsOf(node)).toEqual([`${address} linked`]);
  });

  it('that are no addresses fail as such, and harm nobody', () => {
    const node = running({ contacts: ['nowhere'] });
    expect(dialsIn(node.effects)).toEqual(['o1 nowhere']);
    node.take({ type: 'dial.failed', link: 'o1', code: 'bad-address' });
    expect(contactsOf(node)).toEqual(['nowhere resting']);
  });

  it('are dropped when the user disconnects their peer', () => {
    const node = running({ contacts: ['c:1', 'd:1'] });
    linked(node, 'o1', 'c');
    node.command({ command: 'disconnect', peer: '@c' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(contactsOf(node)).toEqual(['d:1 wanting']);
  });

  it('are dropped when the node stops', () => {
    const node = running({ contacts: ['c:1', 'd:1'] });
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    node.command({ command: 'quit' });
    expect(node.isOver).toBe(true);
    expect(node.system.actors.size).toBe(0);
  });

  it('back off alike with the same seed', () => {
    const waits = (seed: number) => {
      const node = running({ contacts: ['c:1'], seed });
      for (let n = 1; n <= 5; n += 1) {
        node.take({ type: 'dial.failed', link: `o${n}`, code: 'refused' });
        node.wait(limits.backoffMaxMs);
      }
      return node.effects.filter((effect) => effect.type === 'timer.start');
    };
    expect(waits(3)).toEqual(waits(3));
    expect(waits(3)).not.toEqual(waits(4));
  });
});
