import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { node } from '../../src/cli/commands/node.ts';
import { nodeSettings, type NodeFlags, type NodeSettings } from '../../src/cli/node-settings.ts';
import { limits } from '../../src/protocol/limits.ts';
import { MemoryHost } from '../support/memory-host.ts';

describe('the flags of a node', () => {
  it('have defaults: loopback, port 9000, five seconds for a dial, no trace (S0-07, S0-08)', () => {
    expect(settingsOf('--insecure')).toEqual({
      config: {
        id: expect.stringMatching(/^[a-z2-7]{52}$/),
        instance: { boot: 1, nonce: expect.any(Number) },
        name: '',
        network: 'peertape',
        host: '127.0.0.1',
        port: 9000,
        contacts: [],
        dialTimeoutMs: limits.dialTimeoutMs,
        seed: expect.any(Number),
      },
      trace: null,
      json: false,
      useConsole: true,
    });
  });

  it('say all there is to say (S4-16, S4-25)', () => {
    const words =
      '--insecure --port 0 --host ::1 --connect 9002 --connect 3 --connect [::1]:9 --name bob ' +
      '--network lab --dial-timeout 250 --trace tape --json --no-console';
    expect(settingsOf(...words.split(' '))).toMatchObject({
      config: {
        name: 'bob',
        network: 'lab',
        host: '::1',
        port: 0,
        contacts: ['127.0.0.1:9002', '127.0.0.1:9003', '[::1]:9'],
        dialTimeoutMs: 250,
      },
      trace: 'tape',
      json: true,
      useConsole: false,
    });
    expect(settingsOf('--insecure', '--no-trace').trace).toBeNull();
  });

  it('give a lab id its port (S0-10, S0-11)', () => {
    const { config, labId } = settingsOf('--insecure', '3');
    expect([labId, config.port]).toEqual([3, 9003]);
  });

  it.each([
    [[], /no TLS yet/],
    [['--insecure', '--host', '0.0.0.0'], /plain links stay on this host/],
    [['--insecure', '--host', '127.0.0.1.example.org'], /plain links stay on this host/],
    [['--insecure', '1', '--port', '9001'], /both say where to listen/],
    [['--insecure', '--port', '65536'], /whole number from 0 to 65535/],
    [['--insecure', '--port', '-1'], /whole number/],
    [['--insecure', '--port', '1e3'], /whole number/],
    [['--insecure', 'one'], /whole number from 1 to 1023/],
    [['--insecure', '0'], /whole number/],
    [['--insecure', '1024'], /whole number/],
    [['--insecure', '--dial-timeout', '0'], /whole number/],
    [['--insecure', '--connect', '127.0.0.1'], /host:port/],
    [['--insecure', '--connect', '70000'], /host:port/],
    [['--insecure', '--network', ''], /at least one character/],
    [['--insecure', '--network', 'a\u001bb'], /no control characters/],
    [['--insecure', '--trace', ''], /must be the path of a folder/],
    [['--insecure', '--connect', '10.0.0.1:9000'], /plain links stay on this host/],
    [['--insecure', '--connect', '[2001:db8::1]:9000'], /plain links stay on this host/],
    [['--insecure', '--connect', 'peer.example:9000'], /plain links stay on this host/],
    [['--insecure', '--port'], /argument missing/],
  ])('are refused if they make no sense: %j (S0-59)', (words, why) => {
    expect(() => settingsOf(...words)).toThrow(why);
  });

  it('let a name be whatever could be typed to name the peer, and nothing else', () => {
    const isName = (name: string) => {
      try {
        return settingsOf('--insecure', '--name', name).config.name === name;
      } catch {
        return false;
      }
    };
    const names = ['bob', 'Zoë', '日本', '9a', 'a@b', '😀', '-', 'x'.repeat(64)];
    expect(names.filter((name) => !isName(name))).toEqual([]);
    const others = ['', ' ', 'two words', ' bob', '123', '0', '@bob', 'bob:1', '[::1]:9', ':'];
    const harmful = ['a\u001bb', 'a\nb', 'a\u200bb', 'a\u202eb', 'a\u00a0b'];
    expect([...others, ...harmful].filter(isName)).toEqual([]);
  });

  it('keep to limits.nodeNameBytesMax, limits.networkNameBytesMax and limits.contactsMax', () => {
    const long = 'ä'.repeat(limits.nodeNameBytesMax / 2);
    expect(settingsOf('--insecure', '--name', long).config.name).toBe(long);
    expect(() => settingsOf('--insecure', '--name', `${long}a`)).toThrow('at most 64 bytes');
    expect(() =>
      settingsOf('--insecure', '--network', 'a'.repeat(limits.networkNameBytesMax + 1)),
    ).toThrow('at most 64 bytes');
    const many = Array.from({ length: limits.contactsMax }, (_, n) => ['--connect', `${9100 + n}`]);
    expect(settingsOf('--insecure', ...many.flat()).config.contacts).toHaveLength(64);
    expect(() => settingsOf('--insecure', ...many.flat(), '--connect', '9000')).toThrow(
      '64 times at most',
    );
  });
});

function settingsOf(...words: string[]): NodeSettings {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} });
  node(command, new MemoryHost());
  let settings: NodeSettings | undefined;
  command.action((id: number | undefined, flags: NodeFlags) => {
    settings = nodeSettings(id, flags);
  });
  command.parse(words, { from: 'user' });
  return settings!;
}
