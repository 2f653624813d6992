import { digest } from '../../src/values/digest.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import type { Actor, System } from '../../src/machines/engine/system.ts';
import type { End } from './pure-links.ts';
import { choicesOf, choose, type Choice, type Pair } from './pure-pair.ts';

export interface Enumerated {
  /** How many orders there are in which everything can happen, exactly. */
  readonly interleavings: bigint;
  /** How many different joint states they lead through. */
  readonly states: number;
  readonly ends: number;
}

/**
 * Walks all orders in which what is on its way can arrive. Orders that lead to the same joint state
 * go on alike from there: each state is walked once, and the orders through it are counted, so that
 * the number is exact although few of them were walked on their own.
 *
 * Turn numbers, and the order in which timers were started, are left out of the joint state: no
 * timer fires, and nothing else is decided by them.
 */
export function enumerate(
  start: Pair,
  atEnd: (pair: Pair, choices: readonly Choice[]) => void,
  choicesAt: (pair: Pair) => readonly Choice[] = choicesOf,
): Enumerated {
  const counts = new Map<string, bigint>();
  let ends = 0;
  const walk = (pair: Pair, path: readonly Choice[]): bigint => {
    const key = keyOf(pair);
    const known = counts.get(key);
    if (known !== undefined) return known;
    let count = 0n;
    const choices = choicesAt(pair);
    for (const choice of choices) count += walk(choose(pair, choice), [...path, choice]);
    if (choices.length === 0) {
      atEnd(pair, path);
      ends += 1;
      count = 1n;
    }
    counts.set(key, count);
    return count;
  };
  const interleavings = walk(start, []);
  return { interleavings, states: counts.size, ends };
}

/** Every part stands for itself in the key, so a false match would have to be one in a part of 32 bits. */
function keyOf({ systems, links, draws, orders, said }: Pair): string {
  return [
    ...systems.map(systemKey),
    ...links.map(({ ends }) => ends.map(endKey).join('|')),
    draws
      .map(({ node, effect }) => `${node}${effect}`)
      .toSorted()
      .join(),
    orders
      .map(({ id }) => `${id}`)
      .toSorted()
      .join(),
    said
      .map(({ answer }) => `${answer.id}:${digest(answer.outcome)}`)
      .toSorted()
      .join(),
  ].join('\n');
}

const systemKeys = new WeakMap<System, string>();
const actorKeys = new WeakMap<Actor, string>();
const arrivalKeys = new WeakMap<object, string>();

function systemKey(system: System): string {
  return kept(systemKeys, system, ({ actors }) =>
    [...actors].map(([path, actor]) => `${path}=${kept(actorKeys, actor, actorKey)}`).join(';'),
  );
}

function actorKey({ snapshot, pending, timers }: Actor): string {
  const waits = timers.map(({ id }) => id).join();
  return `${stateName(snapshot)}#${digest(snapshot.context)}#${pending?.received}#${waits}`;
}

function endKey({ name, inbox, hasEnded, hasHeardTheEnd, isClosed }: End): string {
  const arriving = inbox.map((one) => kept(arrivalKeys, one, (each) => `${digest({ ...each })}`));
  return `${name}:${arriving.join()}:${hasEnded}:${hasHeardTheEnd}:${isClosed}`;
}

function kept<K extends object>(
  keys: WeakMap<K, string>,
  value: K,
  of: (value: K) => string,
): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = of(value);
  keys.set(value, key);
  return key;
}
