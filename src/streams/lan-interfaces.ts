import { isIPv4, isIPv6 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { limits } from '../protocol/limits.ts';

/**
 * On which of its own IPv4 addresses a node calls and is heard: on the one where it listens; on all, if it
 * listens on all, or where only a resolver knows which one is meant. None if it listens on one of IPv6.
 */
export function lanInterfaces(host: string, known: KnownInterfaces): readonly string[] {
  if (host === 'localhost') return ['127.0.0.1'];
  if (isIPv4(host) && host !== '0.0.0.0') return [host];
  if (isIPv6(host) && host !== '::') return [];
  const addresses = Object.values(known)
    .flatMap((infos) => infos ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address);
  return [...new Set(addresses)].slice(0, limits.lanInterfacesMax);
}

export type KnownInterfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

export function isLoopback(address: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(address);
}
