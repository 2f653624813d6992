import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { lanInterfaces } from '../../src/streams/lan-interfaces.ts';

describe('where a node calls', () => {
  const known = {
    lo: [infoOf('127.0.0.1'), infoOf('::1', 'IPv6')],
    eth0: [infoOf('192.0.2.7'), infoOf('fd00::7', 'IPv6')],
  };

  it.each<[string, readonly string[]]>([
    ['127.0.0.1', ['127.0.0.1']],
    ['127.0.0.9', ['127.0.0.9']],
    ['localhost', ['127.0.0.1']],
    ['192.0.2.7', ['192.0.2.7']],
    ['0.0.0.0', ['127.0.0.1', '192.0.2.7']],
    ['::', ['127.0.0.1', '192.0.2.7']],
    ['node.example.org', ['127.0.0.1', '192.0.2.7']],
    ['::1', []],
    ['fd00::7', []],
  ])('that listens on %s', (host, addresses) => {
    expect(lanInterfaces(host, known)).toEqual(addresses);
  });

  it('is on limits.lanInterfacesMax addresses at most', () => {
    const many = Array.from({ length: 2 * limits.lanInterfacesMax }, (_, n) =>
      infoOf(`10.0.0.${n}`),
    );
    expect(lanInterfaces('0.0.0.0', { eth0: many }).length).toBe(limits.lanInterfacesMax);
  });
});

function infoOf(address: string, family: 'IPv4' | 'IPv6' = 'IPv4'): NetworkInterfaceInfo {
  const rest = { netmask: '', mac: '', internal: false, cidr: null };
  return family === 'IPv4'
    ? { address, family, ...rest }
    : { address, family, scopeid: 0, ...rest };
}
