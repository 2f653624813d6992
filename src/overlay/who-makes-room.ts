import type { PeerId } from '../protocol/peer-id.ts';
import type { RandomStream } from '../values/random-stream.ts';
import { hostNameOf } from './host-of.ts';
import type { RollEntry } from './roll.ts';
import { drawSome } from './view/draw-some.ts';

/**
 * Who goes from a full list of a seed node for somebody at that address: one of the host that has most, the newcomer
 * counted with its own. That is the one that expires first, of those that nobody has found yet; if all were found, any,
 * as long as its host keeps as many as the newcomer's then has. So a few hosts keep no list to themselves, and whoever
 * only claims something displaces nobody who was found, but for where many are on one host. null: nobody goes.
 */
export function whoMakesRoom(
  entries: Iterable<readonly [PeerId, RollEntry]>,
  address: string,
  random: RandomStream,
): readonly [who: PeerId | null, next: RandomStream] {
  const hosts = new Map([[hostNameOf(address), 1]]);
  const all: Listed[] = [];
  for (const [id, { address: own, expiresAt, isVerified }] of entries) {
    const host = hostNameOf(own);
    hosts.set(host, (hosts.get(host) ?? 0) + 1);
    all.push({ id, host, expiresAt, isVerified });
  }
  let most = 0;
  for (const count of hosts.values()) most = Math.max(most, count);
  const crowd = all.filter(({ host }) => hosts.get(host) === most);
  const first = firstClaim(crowd);
  if (first !== null || hosts.get(hostNameOf(address)) === most) return [first, random];
  const [[any], next] = drawSome(random, crowd, 1);
  return [any!.id, next];
}

type Listed = { readonly id: PeerId; readonly host: string } & Pick<
  RollEntry,
  'expiresAt' | 'isVerified'
>;

function firstClaim(crowd: readonly Listed[]): PeerId | null {
  let first: PeerId | null = null;
  let earliest = Infinity;
  for (const { id, expiresAt, isVerified } of crowd) {
    if (!isVerified && expiresAt < earliest) [first, earliest] = [id, expiresAt];
  }
  return first;
}
