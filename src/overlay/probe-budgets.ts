import { limits } from '../protocol/limits.ts';
import { hasLeft, spend, type Terms, WHOLE } from '../values/budget.ts';
import { Table } from '../values/table.ts';
import { scopeOf } from './address-scope.ts';
import { hostOf } from './host-of.ts';

/**
 * How many dials that only look who is there may be made on somebody's word, and to one host, whoever asks for them:
 * nobody may make a port scanner, or a part of a flood, of a node. This host itself is not counted.
 */
export interface ProbeBudgets {
  readonly sources: Table<number>;
  readonly targets: Table<number>;
}

export function newProbeBudgets(seed: number): ProbeBudgets {
  const empty = Table.empty<number>({ limit: limits.hostsMax, seed });
  return { sources: empty, targets: empty };
}

/** Both are addresses; `from` is null for a dial that nobody else asked for. null comes back if it may not be made now. */
export function spendProbe(
  budgets: ProbeBudgets,
  from: string | null,
  target: string,
  at: number,
): ProbeBudgets | null {
  const sources = from === null ? budgets.sources : spent(budgets.sources, from, at, ofSource);
  const targets = spent(budgets.targets, target, at, ofTarget);
  return sources === null || targets === null ? null : { sources, targets };
}

const ofSource: Terms = { most: limits.probesPerSourceMax, healMs: limits.probeHealMs, debt: 0 };
const ofTarget: Terms = { most: limits.probesPerHostMax, healMs: limits.probeHealMs, debt: 0 };

function spent(
  table: Table<number>,
  address: string,
  at: number,
  terms: Terms,
): Table<number> | null {
  if (scopeOf(address) === 'loopback') return table;
  const { name } = hostOf(address);
  const wholeAt = table.get(name) ?? WHOLE;
  if (!hasLeft(wholeAt, at, terms)) return null;
  return withRoom(table, name, at).set(name, spend(wholeAt, 1, at, terms));
}

/** Of a full table, those that are whole are forgotten, which changes nothing; else the one that will be first. */
function withRoom(table: Table<number>, name: string, at: number): Table<number> {
  if (!table.isFull || table.has(name)) return table;
  let best = '';
  let first = Infinity;
  const left = table.edit((draft) => {
    for (const [each, wholeAt] of table) {
      if (wholeAt <= at) draft.delete(each);
      else if (wholeAt < first) [best, first] = [each, wholeAt];
    }
  });
  return left.isFull ? left.delete(best) : left;
}
