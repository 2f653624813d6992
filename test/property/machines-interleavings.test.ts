import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { NodeConfig } from '../../src/protocol/node-config.ts';
import { configOf } from '../support/pure-config.ts';
import { addressOf, answersOf, dial, plain, restarted } from '../support/pure-dials.ts';
import { enumerate } from '../support/pure-interleavings.ts';
import {
  choicesOf,
  choicesOfWords,
  command,
  contextOf,
  established,
  newPair,
  settle,
  withOrders,
  type Choice,
  type Order,
  type Pair,
} from '../support/pure-pair.ts';

const a = configOf('a');
const b = configOf('b');
const bothOrders = [
  { name: 'the lower id first', first: a, second: b },
  { name: 'the higher id first', first: b, second: a },
];
const plainOrders = bothOrders.map(({ name, first, second }) => ({
  name: `on plain links, ${name}`,
  first: plain(first),
  second: plain(second),
}));
const allOrders = [...bothOrders, ...plainOrders];
const brokenWays = ['black hole', 'reset'] as const;

/** Walks all orders, holds the law at each end, and gives all that ends differ in, each once. */
function explore(
  name: string,
  start: Pair,
  choicesAt: (pair: Pair) => readonly Choice[] = choicesOf,
): unknown[] {
  const ends = new Map<string, unknown>();
  const { interleavings, states } = enumerate(
    start,
    (pair, path) => {
      const end = endOf(pair);
      expect(end.faults, `after ${JSON.stringify(path)}`).toEqual([]);
      ends.set(JSON.stringify(end), end);
    },
    choicesAt,
  );
  console.info(`${name}: ${interleavings} interleavings, ${states} joint states`);
  return [...ends.values()];
}

/** Who dialled the one connection, what came of the commands, and what else is left. */
function endOf(pair: Pair) {
  const [ours, theirs] = [established(pair, 0), established(pair, pair.systems.length - 1)];
  const [one] = ours;
  const dialler = one === undefined ? null : contextOf(pair, one.entry.inbound ? 1 : 0).config.name;
  return { dialler, faults: faultsOf(pair, ours, theirs), left: leftOf(pair) };
}

type Established = ReturnType<typeof established>;

function faultsOf(pair: Pair, ours: Established, theirs: Established): string[] {
  const faults: string[] = [];
  const isPair = pair.systems.length === 2;
  if (ours.length !== Number(isPair)) faults.push(`${ours.length} connections here`);
  if (theirs.length !== Number(isPair)) faults.push(`${theirs.length} connections there`);
  if (ours[0]?.link !== theirs[0]?.link) faults.push('not the same link');
  if (isPair && ours[0]?.entry.inbound === theirs[0]?.entry.inbound) faults.push('no dialler');
  for (const node of pair.systems.keys()) {
    const serving = [...contextOf(pair, node).peers.values()].map(({ link }) => link);
    const [link] = node === 0 ? ours : theirs;
    if (isPair && serving.join() !== link?.entry.link) faults.push(`${node} is served otherwise`);
  }
  const ids = pair.said.map(({ answer }) => answer.id);
  if (new Set(ids).size !== ids.length) faults.push('a command was answered twice');
  return faults;
}

function leftOf(pair: Pair): string[] {
  return [...pair.systems.keys()].flatMap((node) =>
    [...contextOf(pair, node).links.values()]
      .filter(({ state }) => state !== 'established')
      .map(({ link, state }) => `${link} ${state}`),
  );
}

describe('law: two nodes that dial each other at once end with one connection, dialled by the lower id (S0-31)', () => {
  it.each(bothOrders)('in all interleavings, $name', ({ name, first, second }) => {
    const start = simultaneousDials(first, second);
    const ends = explore(`simultaneous dials, ${name}`, start);

    expect(ends).toEqual([{ dialler: 'a', faults: [], left: [] }]);
    expect(answersOf(settle(start)).toSorted()).toEqual(['1 ok', '2 ok']);
  });

  it.each(plainOrders)('or whoever was quicker, $name', ({ name, first, second }) => {
    const start = simultaneousDials(first, second);
    const ends = explore(`simultaneous dials, ${name}`, start);

    expect(ends).toContainEqual({ dialler: 'a', faults: [], left: [] });
    expect(ends).toContainEqual({ dialler: 'b', faults: [], left: [] });
    expect(ends.length).toBe(2);
    expect(answersOf(settle(start)).toSorted()).toEqual(['1 ok', '2 ok']);
  });

  it('whoever dials first, when each dials at some time', () => {
    const start = withOrders(newPair([a, b]), dial(0, 1, 'b:1'), dial(1, 2, 'a:1'));
    const ends = explore('dials at any time', start);

    expect(ends).toEqual([
      { dialler: 'a', faults: [], left: [] },
      { dialler: 'b', faults: [], left: [] },
    ]);
  });
});

function simultaneousDials(first: NodeConfig, second: NodeConfig): Pair {
  const dials = [dial(0, 1, addressOf(second)), dial(1, 2, addressOf(first))];
  return command(newPair([first, second]), ...dials);
}

describe('law: however many links two nodes open at once, one connection remains', () => {
  it.each(allOrders)('when one dials two addresses of the other, $name', ({ name, ...nodes }) => {
    const { first, second } = nodes;
    const dials = [dial(0, 1, addressOf(second)), dial(0, 2, addressOf(second, 2))];
    const start = command(newPair([first, second]), ...dials);
    const ends = explore(`two dials of one side, ${name}`, start);

    expect(ends).toEqual([{ dialler: first.name, faults: [], left: [] }]);
  });

  it.each(allOrders)('when the other dials back meanwhile, $name', ({ name, first, second }) => {
    const start = command(
      newPair([first, second]),
      dial(0, 1, addressOf(second)),
      dial(1, 2, addressOf(first)),
      dial(0, 3, addressOf(second, 2)),
    );
    let most = 0;
    const ends = explore(`three dials, words only, ${name}`, start, (pair) => {
      most = Math.max(most, servingMost(pair));
      return choicesOfWords(pair);
    });

    expect(ends).toContainEqual({ dialler: 'a', faults: [], left: [] });
    expect(most).toBe(limits.connectionsPerPeerMax);
  });
});

describe('law: a restarted peer gets a new connection, whatever is left of the old one', () => {
  for (const broken of brokenWays) {
    it.each(bothOrders)(`when it dials, over a ${broken}, $name`, ({ name, first, second }) => {
      const start = command(restarted(first, second, broken), dial(1, 2, addressOf(first)));
      const ends = explore(`restart, ${broken}, ${name}`, start);

      expect(ends).toEqual([{ dialler: second.name, faults: [], left: leftOver(broken) }]);
    });

    it.each(bothOrders)(`when both dial, over a ${broken}, $name`, ({ name, first, second }) => {
      const start = command(
        restarted(first, second, broken),
        dial(1, 2, addressOf(first)),
        dial(0, 3, addressOf(second, 2)),
      );
      const ends = explore(`restart, both dial, ${broken}, ${name}`, start);

      expect(ends).toEqual([{ dialler: 'a', faults: [], left: leftOver(broken) }]);
    });
  }

  it.each(plainOrders)('when it dials, over a reset, $name', ({ name, first, second }) => {
    const start = command(restarted(first, second, 'reset'), dial(1, 2, addressOf(first)));
    const ends = explore(`restart, reset, ${name}`, start);

    expect(ends).toEqual([{ dialler: second.name, faults: [], left: [] }]);
  });

  it.each(plainOrders)('when both dial, over a reset, $name', ({ name, first, second }) => {
    const start = command(
      restarted(first, second, 'reset'),
      dial(1, 2, addressOf(first)),
      dial(0, 3, addressOf(second, 2)),
    );
    const ends = explore(`restart, both dial, reset, ${name}`, start);

    expect(new Set(ends.map((end) => JSON.stringify(leftAndFaults(end))))).toEqual(
      new Set([JSON.stringify([[], []])]),
    );
  });

  /** Nobody answers its farewell, and the deadline of that never comes here. */
  function leftOver(broken: 'black hole' | 'reset'): string[] {
    return broken === 'black hole' ? ['o1 leaving'] : [];
  }

  function leftAndFaults(end: unknown): unknown[] {
    const { left, faults } = end as ReturnType<typeof endOf>;
    return [left, faults];
  }
});

describe('law: who parts and connects again is connected in the end', () => {
  it.each(allOrders)('when one does, $name', ({ name, first, second }) => {
    const start = command(connectedPair(first, second), ...partAndDial(0, second));
    const ends = explore(`part and connect, ${name}`, start);

    expect(ends).toEqual([{ dialler: first.name, faults: [], left: [] }]);
    expect(answersOf(settle(start))).toEqual(['1 ok', '2 ok']);
  });

  it('when both do at once', () => {
    const start = command(
      connectedPair(a, b),
      ...partAndDial(0, b),
      ...partAndDial(1, a).map((order) => ({ ...order, id: order.id + 2 })),
    );
    const ends = explore('both part and connect', start);

    expect(ends.map((end) => (end as ReturnType<typeof endOf>).left)).toEqual(ends.map(() => []));
    expect(answersOf(settle(start)).toSorted()).toEqual(['1 ok', '2 ok', '3 ok', '4 ok']);
  });

  function connectedPair(first: NodeConfig, second: NodeConfig): Pair {
    const pair = settle(command(newPair([first, second]), dial(0, 1, addressOf(second))));
    return { ...pair, said: [] };
  }

  function partAndDial(node: number, other: NodeConfig): Order[] {
    const disconnect: Order = { node, id: 1, command: 'disconnect', peer: other.name };
    return [disconnect, dial(node, 2, addressOf(other))];
  }
});

describe('law: a node that dials itself has no connection (S3-22)', () => {
  it('in all interleavings', () => {
    const start = command(newPair([a]), dial(0, 1, 'a:1'));
    const ends = explore('self-dial', start);

    expect(ends).toEqual([{ dialler: null, faults: [], left: [] }]);
    expect(answersOf(settle(start))).toEqual(['1 self']);
  });
});

/** To how many links a node is committed at once. */
function servingMost(pair: Pair): number {
  const counts = [...pair.systems.keys()].map(
    (node) =>
      [...contextOf(pair, node).links.values()].filter(
        ({ state }) => state === 'accepted' || state === 'established',
      ).length,
  );
  return Math.max(...counts);
}
