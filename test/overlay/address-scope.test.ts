import { describe, expect, it } from 'vitest';
import { isNamed, isWithin, scopeOf } from '../../src/overlay/address-scope.ts';
import { isCredible } from '../../src/overlay/view/note-lead.ts';

describe('the scope of an address', () => {
  it.each([
    '127.0.0.1:1',
    '127.255.0.9:1',
    '[::1]:1',
    '[::ffff:127.0.0.1]:1',
    'localhost:1',
    'me.localhost:1',
  ])('is this host for %s', (address) => expect(scopeOf(address)).toBe('loopback'));

  it.each([
    '10.0.0.1:1',
    '172.16.0.1:1',
    '172.31.255.255:1',
    '192.168.3.4:1',
    '169.254.0.1:1',
    '100.64.0.1:1',
    '198.18.0.1:1',
    '0.0.0.0:1',
    '224.0.0.1:1',
    '255.255.255.255:1',
    '[fc00::1]:1',
    '[fdab:1::1]:1',
    '[fe80::1]:1',
    '[ff02::1]:1',
    '[::]:1',
    '[::ffff:10.0.0.1]:1',
    '[::ffff:a00:1]:1',
    '[64:ff9b::10.0.0.1]:1',
    '[64:ff9b::7f00:1]:1',
    '[0064:FF9B:0:0:0:0:c0a8:101]:1',
    '[64:ff9b:1::8.8.8.8]:1',
    '[2002:a00:1::1]:1',
    '[2002:7f00:1:9::1]:1',
    '[2002:c0a8:0101::1]:1',
  ])('is near for %s', (address) => expect(scopeOf(address)).toBe('private'));

  it.each([
    '8.8.8.8:1',
    '172.15.0.1:1',
    '172.32.0.1:1',
    '192.169.0.1:1',
    '100.128.0.1:1',
    '[2001:db8::1]:1',
    '[::ffff:8.8.8.8]:1',
    '[64:ff9b::8.8.8.8]:1',
    '[2002:808:808::1]:1',
    '[64:ff9c::10.0.0.1]:1',
    'example.org:1',
    '10.example.org:1',
    'notlocalhost:1',
  ])('is everywhere for %s', (address) => expect(scopeOf(address)).toBe('public'));
});

describe('an IPv4 address that is written so that it looks like a name', () => {
  it.each([
    '0x7f000001:22',
    '192.168.1.0x1:22',
    '127.0.0.0x1:22',
    '2130706433:22',
    '0177.0.0.1:22',
  ])('is believed of nobody: %s', (address) => {
    const tellers = [null, '8.8.8.8:1', '127.0.0.1:1', 'example.org:1'];
    const believed = tellers.filter((from) => isCredible({ id: '', address, from }));
    expect(believed).toEqual([]);
  });
});

describe('what somebody can know', () => {
  it('is nothing nearer than their own link', () => {
    const addresses = ['127.0.0.1:1', '10.0.0.1:1', '8.8.8.8:1'];
    const within = (['loopback', 'private', 'public'] as const).map((teller) =>
      addresses.map((address) => isWithin(address, teller)),
    );
    expect(within).toEqual([
      [true, true, true],
      [false, true, true],
      [false, false, true],
    ]);
  });
});

describe('a host that is called by a name', () => {
  it.each(['example.org:1', 'ip6-localhost:1', 'pc-17:1', '10.example.org:1'])(
    'is one for %s',
    (address) => expect(isNamed(address)).toBe(true),
  );

  it.each(['8.8.8.8:1', '[2001:db8::1]:1', '[::ffff:8.8.8.8]:1', 'localhost:1'])(
    'is none for %s',
    (address) => expect(isNamed(address)).toBe(false),
  );
});
