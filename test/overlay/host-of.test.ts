import { describe, expect, it } from 'vitest';
import { hostOf } from '../../src/overlay/host-of.ts';

describe('the host of an address', () => {
  it.each([
    ['192.0.2.7:9001', '192.0.2.7'],
    ['[::ffff:192.0.2.7]:9001', '192.0.2.7'],
    ['[::ffff:c000:207]:9001', '192.0.2.7'],
    ['node.example:9001', 'node.example'],
    ['[2001:db8:1:2:3:4:5:6]:9001', '2001:db8:1:2::/64'],
    ['[2001:DB8:0001:2::]:9001', '2001:db8:1:2::/64'],
    ['[2001:db8::9]:9001', '2001:db8:0:0::/64'],
    ['[64:ff9b::192.0.2.7]:9001', '64:ff9b:0:0::/64'],
    ['[fe80::1%eth0]:9001', 'fe80:0:0:0::/64'],
  ])('%s is %s, whatever the port', (address, name) => {
    expect(hostOf(address)).toEqual({ name, isLoopback: false });
    expect(hostOf(address.replace('9001', '1'))).toEqual(hostOf(address));
  });

  it.each(['127.0.0.1:1', '127.9.9.9:1', '[::1]:1', '[0:0:0:0:0:0:0:1]:1', '[::ffff:127.0.0.1]:1'])(
    'is this one for %s',
    (address) => {
      expect(hostOf(address).isLoopback).toBe(true);
    },
  );

  it.each(['128.0.0.1:1', '[::2]:1', '[::]:1', '127.example:1', '[1::1]:1'])(
    'is another for %s',
    (address) => {
      expect(hostOf(address).isLoopback).toBe(false);
    },
  );
});
