import { describe, expect, it } from 'vitest';
import {
  meetAgain,
  meetByPresence,
  peerNews,
} from '../../../../src/machines/node/peers/known-peers.ts';
import { newNode, type NodeContext } from '../../../../src/machines/node/context/node-context.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { configOf, idOf } from '../../../support/pure-config.ts';
import { running } from '../../../support/pure-node.ts';
import { idNumber, presenceFrom } from '../../../support/pure-overlay.ts';

const nobody = newNode(configOf('b'));
const at = 5_000_000;
const c = idOf('c');
const heard = (context: NodeContext, changes: Parameters<typeof presenceFrom>[2] = {}) =>
  meetByPresence(context, presenceFrom('c', 1, changes), at);
const addressOf = ({ peers }: NodeContext) => peers.get(c)?.address;

describe('a peer that is known by what it says to everybody', () => {
  it('has no name if what it calls itself could be something else', () => {
    expect(heard(nobody, { name: `carol @${c}` }).peers.get(c)?.name).toBe('');
  });

  it.each([
    [['nonsense', 'c:7'], 'c:7'],
    [['nonsense'], ''],
    [[], ''],
  ])('is where the first address of %j says, if it is one', (addresses, address) => {
    expect(addressOf(heard(nobody, { addresses }))).toBe(address);
  });

  it('stays where its connection led, in the same life', () => {
    const node = running();
    node.join('i1', 'c');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(addressOf(heard(node.context, { addresses: ['c:7'] }))).toBe('c:1');
  });

  it('is where it says in a newer life', () => {
    const node = running();
    node.join('i1', 'c');
    const reborn = { addresses: ['c:7'], envelope: { instance: { boot: 2, nonce: 1 } } };
    expect(addressOf(heard(node.context, reborn))).toBe('c:1');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(addressOf(heard(node.context, reborn))).toBe('c:7');
  });

  const met = meetAgain(nobody, { id: c, address: 'c:1' }, 0);
  const placeIn = ({ peers }: NodeContext) => {
    const { address, isPlaceSeen, isDialled } = peers.get(c)!;
    return { address, isPlaceSeen, isDialled };
  };
  const seenThere = { address: 'c:1', isPlaceSeen: true, isDialled: true };

  it.each([
    ['says that it is there still', ['c:1']],
    ['does not say where it is', []],
  ])('is where it was seen before, if in a newer life it %s', (_, addresses) => {
    expect(placeIn(heard(met, { addresses }))).toEqual(seenThere);
  });

  it('is where it only says it is, and was seen nowhere, if in a newer life it is elsewhere', () => {
    const moved = { address: 'c:7', isPlaceSeen: false, isDialled: false };
    expect(placeIn(heard(met, { addresses: ['c:7'] }))).toEqual(moved);
    const node = running();
    node.join('i1', 'c');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    const reborn = { addresses: ['c:7'], envelope: { instance: { boot: 2, nonce: 1 } } };
    expect(placeIn(heard(node.context, reborn))).toEqual(moved);
  });

  it('takes the place of who was not seen for longest, among limits.peersMax', () => {
    let context = nobody;
    for (let n = 0; n < limits.peersMax; n += 1) {
      const presence = presenceFrom('z', 1, { envelope: { origin: idNumber(n) } });
      context = meetByPresence(context, presence, at + (n === 7 ? -1 : n));
    }
    const next = heard(context);
    expect(next.peers.size).toBe(limits.peersMax);
    expect(next.peers.has(c)).toBe(true);
    expect(next.peers.has(idNumber(7))).toBe(false);
  });

  it('takes no place of who was met, as long as others are only heard of', () => {
    let context = meetAgain(nobody, { id: idOf('d'), address: 'd:1' }, 0);
    for (let n = 0; n < limits.peersMax; n += 1) {
      const presence = presenceFrom('z', 1, { envelope: { origin: idNumber(n) } });
      context = meetByPresence(context, presence, at + n);
    }
    expect(context.peers.size).toBe(limits.peersMax);
    expect([context.peers.has(idOf('d')), context.peers.has(idNumber(0))]).toEqual([true, false]);
  });
});

describe('a peer of an earlier run', () => {
  it('is known, where it was, and not as if it had been seen in this one', () => {
    const { peers } = meetAgain(nobody, { id: c, address: 'c:1' }, 0);
    expect(peers.get(c)).toMatchObject({ address: 'c:1', state: 'known', seenAt: 0 });
  });

  it('is nobody new if it was met already, or is the node itself', () => {
    const met = heard(nobody);
    expect(meetAgain(met, { id: c, address: 'x:1' }, 0)).toBe(met);
    expect(meetAgain(nobody, { id: idOf('b'), address: 'b:1' }, 0)).toBe(nobody);
  });
});

describe('news of a peer', () => {
  it('of a later end has nothing to do with why a connection closed before', () => {
    const node = running();
    node.join('i1', 'd');
    node.join('i2', 'c');
    node.hear('i2', { kind: 'bye', code: 'no-place', text: '' });
    node.take({ type: 'link.closed', link: 'i2', code: 'ended' });
    expect(node.context.peers.get(c)).toMatchObject({ state: 'known', closeCode: 'no-place' });
    node.hear('i1', presenceFrom('c', 1));
    node.hear('i1', presenceFrom('c', 2, { state: 'leaving' }));
    expect(node.context.peers.get(c)).toMatchObject({ state: 'left', closeCode: null });
  });

  it('is told with how it is called and where it is, and only if it is news', () => {
    const [alive, told] = peerNews(heard(nobody), c, 'alive', 'presence', at);
    expect(told).toEqual([
      {
        type: 'report',
        event: 'peer',
        peer: c,
        name: 'c',
        address: 'c:1',
        state: 'alive',
        cause: 'presence',
      },
    ]);
    expect(peerNews(alive, c, 'alive', 'presence', at)).toEqual([alive, []]);
  });

  it('is none of somebody who is not known, or is connected', () => {
    expect(peerNews(nobody, c, 'lost', 'silence', at)).toEqual([nobody, []]);
    const node = running();
    node.join('i1', 'c');
    expect(peerNews(node.context, c, 'lost', 'silence', at)).toEqual([node.context, []]);
  });
});
