import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionContext } from '../../src/machines/connection/connection-context.ts';
import type { Effect } from '../../src/protocol/effects.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { configOf, idOf } from '../support/pure-config.ts';
import { addressOf, answersOf, dial, plain, restarted } from '../support/pure-dials.ts';
import { enumerate } from '../support/pure-interleavings.ts';
import { running, type PureNode } from '../support/pure-node.ts';
import {
  choicesOf,
  choose,
  command,
  contextOf,
  established,
  newPair,
  restart,
  settle,
  type Pair,
} from '../support/pure-pair.ts';

const [a, b] = [configOf('a'), configOf('b')];
const bothOrders = [
  { name: 'the lower id first', first: a, second: b },
  { name: 'the higher id first', first: b, second: a },
];
const plainOrders = bothOrders.map(({ name, first, second }) => ({
  name,
  first: plain(first),
  second: plain(second),
}));

describe('law: on plain links a claim never evicts a link that lives', () => {
  const newer = { instance: { boot: 2, nonce: 5 } };

  it.each(plainOrders)('a restarted peer waits until the old link is dead, $name', (nodes) => {
    const { first, second } = nodes;
    const start = command(restarted(first, second, 'black hole'), dial(1, 2, addressOf(first)));
    const ends = new Set<string>();
    enumerate(start, (pair) => {
      // No probe goes unanswered for long enough here: time stands still.
      const states = [...contextOf(pair, 0).links.values()].map(({ state }) => state);
      ends.add(`${states.toSorted().join()} / ${established(pair, 1).length}`);
      expect(contextOf(pair, 0).peers.get(second.id)?.instance).toEqual(second.instance);
    });
    expect([...ends]).toEqual(['established,held / 0']);
  });

  it.each(plainOrders)(
    'a restarted peer is never its own double, whenever it went, $name',
    (nodes) => {
      const { first, second } = nodes;
      const again = { ...second, ...newer };
      let before = command(newPair([first, second]), dial(0, 1, addressOf(second)));
      for (let [next] = choicesOf(before); next !== undefined; [next] = choicesOf(before)) {
        before = choose(before, next);
        const gone = { ...restart(before, 1, again, 'reset'), said: [] };
        const start = command({ ...gone, orders: [] }, dial(1, 2, addressOf(first)));
        enumerate(start, (pair) => {
          // Where nothing is asked of the old link, only time can tell that it is dead.
          const newcomer = [...contextOf(pair, 0).links.values()].find(
            ({ instance }) => instance?.boot === again.instance.boot,
          );
          expect(['established', 'held']).toContain(newcomer?.state);
          expect(established(pair, 1).length).toBe(newcomer?.state === 'held' ? 0 : 1);
        });
      }
    },
  );

  it.each(bothOrders)('a double is told so, and so is the one that stays, $name', (nodes) => {
    const [first, second] = [plain(nodes.first), plain(nodes.second)];
    const copy = { ...second, ...newer, host: 'copy' };
    const linked = settle(command(newPair([first, second, copy]), dial(1, 1, addressOf(first))));
    const start = command({ ...linked, said: [] }, dial(2, 2, addressOf(first)));
    const { interleavings } = enumerate(start, (pair) => {
      expect(established(pair, 0).map(({ entry }) => entry.instance)).toEqual([second.instance]);
      expect([1, 2].map((node) => established(pair, node).length)).toEqual([1, 0]);
      expect(answersOf(pair)).toEqual(['2 duplicate-identity']);
      expect(isWarned(pair, 1)).toBe(true);
    });
    expect(interleavings).toBeGreaterThan(10n);
  });

  it.each(bothOrders)('but one that shows its key does, at once, $name', ({ first, second }) => {
    const copy = { ...second, ...newer, host: 'copy' };
    const linked = settle(command(newPair([first, second, copy]), dial(1, 1, addressOf(first))));
    const start = command({ ...linked, said: [] }, dial(2, 2, addressOf(first)));
    enumerate(start, (pair) => {
      expect(established(pair, 0).map(({ entry }) => entry.instance)).toEqual([newer.instance]);
      expect([1, 2].map((node) => established(pair, node).length)).toEqual([0, 1]);
      expect(answersOf(pair)).toEqual(['2 ok']);
    });
  });

  function isWarned(pair: Pair, node: number): boolean {
    return [...pair.systems[node]!.actors.values()].some(
      ({ machine, snapshot }) =>
        machine === 'connection' && (snapshot.context as ConnectionContext).warned,
    );
  }
});

/** What somebody in between can do who has had proofs made for him: claim any life, and say anything. */
type Deed =
  | { readonly type: 'claim'; readonly dialled: boolean; readonly boot: number }
  | { readonly type: 'say'; readonly link: number; readonly message: Message }
  | { readonly type: 'close' | 'end'; readonly link: number }
  | { readonly type: 'wait'; readonly ms: number };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .tuple(fc.boolean(), fc.nat({ max: 3 }))
    .map(([dialled, boot]) => ({ type: 'claim', dialled, boot }) as const),
  fc
    .tuple(
      fc.nat({ max: 7 }),
      fc.oneof(
        fc.constant<Message>({ kind: 'welcome' }),
        fc.integer({ min: 1, max: 3 }).map((token): Message => ({ kind: 'pong', token })),
        fc.constant<Message>({ kind: 'bye', code: 'duplicate', text: '' }),
        fc.constant<Message>({ kind: 'notice', code: 'duplicate-identity' }),
      ),
    )
    .map(([link, message]) => ({ type: 'say', link, message }) as const),
  fc
    .tuple(fc.constantFrom('close', 'end'), fc.nat({ max: 7 }))
    .map(([type, link]) => ({ type, link }) as const),
  fc.nat({ max: 12_000 }).map((ms) => ({ type: 'wait', ms }) as const),
);

describe('law: on plain links, whoever answers every ping keeps its link, whatever others claim', () => {
  it.each(['a', 'c'])('over all that others may do in the name of %s', (letter) => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 30, size: 'max' }), (deeds) => {
        const node = running({ tls: false });
        answer(node, node.join('i0', letter, { instance: { boot: 1, nonce: 1 } }));
        const links: string[] = [];
        for (const deed of deeds) {
          answer(node, carryOut(node, deed, letter, links));
          expect(node.stateOf('node/i0')?.split('.')[0]).toBe('established');
          expect(node.context.peers.get(idOf(letter))).toMatchObject({
            link: 'i0',
            instance: { boot: 1, nonce: 1 },
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  /** The peer of the link is there, and says so whenever it is asked. */
  function answer(node: PureNode, effects: readonly Effect[]): void {
    let asked: readonly Effect[] = effects;
    while (asked.length > 0) asked = tokensIn(asked).flatMap((token) => [...pong(node, token)]);
  }

  function tokensIn(effects: readonly Effect[]): number[] {
    return effects.flatMap((effect) =>
      effect.type === 'link.send' && effect.link === 'i0'
        ? effect.messages.flatMap((message) => (message.kind === 'ping' ? [message.token] : []))
        : [],
    );
  }

  function pong(node: PureNode, token: number): readonly Effect[] {
    return node.hear('i0', { kind: 'pong', token });
  }

  function carryOut(
    node: PureNode,
    deed: Deed,
    letter: string,
    links: string[],
  ): readonly Effect[] {
    switch (deed.type) {
      case 'claim': {
        const changes = { instance: { boot: deed.boot, nonce: 1 } };
        if (!deed.dialled) {
          links.push(`i${links.length + 1}`);
          return node.accept(links.at(-1)!, letter, changes);
        }
        const { dials } = node.context;
        node.command({ command: 'connect', peer: `${letter}:${100 + dials}` });
        if (node.context.dials === dials) return [];
        links.push(`o${node.context.dials}`);
        return node.open(links.at(-1)!, letter, changes);
      }
      case 'wait':
        // In steps shorter than any patience, or the peer would not have been asked in time.
        return Array.from({ length: Math.ceil(deed.ms / 100) }, () => {
          answer(node, node.wait(100));
          return [];
        }).flat();
      default: {
        const link = links[deed.link % Math.max(1, links.length)];
        if (link === undefined) return [];
        if (deed.type === 'say') return node.hear(link, deed.message);
        if (deed.type === 'end') return node.take({ type: 'link.ended', link });
        return node.take({ type: 'link.closed', link, code: 'reset' });
      }
    }
  }
});
