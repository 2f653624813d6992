import { hostNameOf } from '../host-of.ts';

/**
 * Of several, those on the host that has most of them: they are the first to go. A key costs nothing and an address
 * does, so whoever has one host, and as many keys as he likes, takes the places of his own. Where each is on another
 * host, or all on one, it is all of them.
 */
export function ofOneHost<T>(items: readonly T[], addressOf: (item: T) => string): readonly T[] {
  const hosts = items.map((item) => hostNameOf(addressOf(item)));
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(host, (counts.get(host) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return most * counts.size === items.length
    ? items
    : items.filter((_, index) => counts.get(hosts[index]!) === most);
}
