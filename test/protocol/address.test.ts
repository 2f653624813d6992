import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/protocol/address.ts';
import { limits } from '../../src/protocol/limits.ts';

describe('an address', () => {
  it.each([
    ['127.0.0.1:9000', '127.0.0.1', 9000],
    ['localhost:1', 'localhost', 1],
    ['a-b.example_1.org:65535', 'a-b.example_1.org', 65535],
    ['0x7f.example.org:1', '0x7f.example.org', 1],
    ['0xhost:1', '0xhost', 1],
    ['[::1]:9000', '::1', 9000],
    ['[::]:9000', '::', 9000],
    ['[1:2:3:4:5:6:7:8]:1', '1:2:3:4:5:6:7:8', 1],
    ['[fe80::1:2]:1', 'fe80::1:2', 1],
    ['[::ffff:10.0.0.1]:1', '::ffff:10.0.0.1', 1],
    ['[1:2:3:4:5:6:10.0.0.1]:1', '1:2:3:4:5:6:10.0.0.1', 1],
  ])('is %s', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
    expect(formatAddress(host, port)).toBe(text);
  });

  it('has one text, whatever the case it was typed in', () => {
    expect(parseAddress('LocalHost:9000')).toEqual({ host: 'localhost', port: 9000 });
    expect(parseAddress('[FE80::A]:9000')).toEqual({ host: 'fe80::a', port: 9000 });
  });

  it.each([
    '',
    ':',
    'localhost',
    'localhost:',
    ':9000',
    'localhost:0',
    'localhost:65536',
    'localhost:09000',
    'localhost:+1',
    'localhost: 1',
    ' localhost:1',
    'localhost:1\n',
    'local host:1',
    'local/host:1',
    '-a.b:1',
    'a-.b:1',
    'a..b:1',
    'a.:1',
    '1.2.3:1',
    '1.2.3.256:1',
    '1.2.3.04:1',
    '999:1',
    '0x7f000001:22',
    '0X7F000001:22',
    '0x:1',
    '192.168.1.0x1:22',
    '127.0.0.0x1:22',
    '::1:9000',
    '[::1]',
    '[]:1',
    '[:]:1',
    '[:::]:1',
    '[1::2::3]:1',
    '[1:2:3:4:5:6:7]:1',
    '[1:2:3:4:5:6:7:8:9]:1',
    '[1:2:3:4::5:6:7:8]:1',
    '[12345::]:1',
    '[g::]:1',
    '[10.0.0.1::]:1',
    '[1:2:3:4:5:6:7:10.0.0.1]:1',
    '[localhost]:1',
    '[::1%eth0]:1',
    'é.org:1',
  ])('is not %j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it('holds limits.addressBytesMax, with the longest name there can be', () => {
    const name = `${'a'.repeat(63)}.`.repeat(3) + 'b'.repeat(61);
    expect(name.length).toBe(253);
    expect(parseAddress(`${name}:65535`)).toEqual({ host: name, port: 65535 });
    expect(parseAddress(`${name}b:1`)).toBeNull();
    expect(parseAddress(`${'a'.repeat(64)}:1`)).toBeNull();
    expect(parseAddress(`[${'0'.repeat(limits.addressBytesMax)}::]:1`)).toBeNull();
  });
});
