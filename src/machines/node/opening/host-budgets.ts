import { hostOf } from '../../../overlay/host-of.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import { limits } from '../../../protocol/limits.ts';
import { hasLeft, spend, type Terms, WHOLE } from '../../../values/budget.ts';
import type { Table } from '../../../values/table.ts';
import type { LinkEntry, NodeContext } from '../context/node-context.ts';

/**
 * How often somebody may come from one host. Each link costs one attempt, and one that came to nothing
 * many more, so that whoever only tries is soon shut out and whoever has peers there is not. Attempts heal
 * with time. A key costs nothing to make, an address does: so this counts what standings cannot.
 */
export function mayCome(context: NodeContext, address: string, at: number): boolean {
  const host = countedHost(context, address);
  return host === null || hasLeft(context.hosts.get(host) ?? WHOLE, at, terms);
}

export function chargeAttempt(context: NodeContext, address: string, at: number): NodeContext {
  return charge(context, address, 1, at);
}

/** Its peer never said who it is, did not show it, or is somebody who knows that it is not wanted. */
export function chargeFailure(
  context: NodeContext,
  { inbound, reported, peer, purpose, address }: LinkEntry,
  { code, by }: Reason,
  at: number,
): NodeContext {
  // Who only looks has shown who they are, though nobody remembers it.
  const isNobody = peer === null && purpose !== 'probe';
  const isFailure = isNobody || (code === 'banned' && by === 'us');
  if (!inbound || reported || !isFailure) return context;
  return charge(context, address, limits.failureAttempts, at);
}

const terms: Terms = {
  most: limits.hostAttemptsMax,
  healMs: limits.hostAttemptHealMs,
  debt: limits.hostDebtAttemptsMax,
};

/** null: links from there are not counted. */
function countedHost({ config }: NodeContext, address: string): string | null {
  const { name, isLoopback } = hostOf(address);
  return isLoopback && !config.limitsLoopback ? null : name;
}

function charge(context: NodeContext, address: string, cost: number, at: number): NodeContext {
  const host = countedHost(context, address);
  if (host === null) return context;
  const spent = spend(context.hosts.get(host) ?? WHOLE, cost, at, terms);
  return { ...context, hosts: withRoom(context.hosts, host, at).set(host, spent) };
}

/**
 * Of a full table, those whose budget is whole are forgotten, which changes nothing for them; if there are
 * none, the one that will be whole first. So many who come once free none of those who came too often.
 */
function withRoom(hosts: Table<number>, host: string, at: number): Table<number> {
  if (!hosts.isFull || hosts.has(host)) return hosts;
  let best = '';
  let first = Infinity;
  const left = hosts.edit((draft) => {
    for (const [name, wholeAt] of hosts) {
      if (wholeAt <= at) draft.delete(name);
      else if (wholeAt < first) [best, first] = [name, wholeAt];
    }
  });
  return left.isFull ? left.delete(best) : left;
}
