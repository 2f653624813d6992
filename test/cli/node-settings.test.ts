import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type FilesRead, nodeSettings, type NodeSettings } from '../../src/cli/node-settings.ts';
import { addOptions, givenFlags } from '../../src/cli/settings/command-options.ts';
import { resolveOptions } from '../../src/cli/settings/resolve-options.ts';
import { limits } from '../../src/protocol/limits.ts';

describe('the flags of a node', () => {
  it('have defaults: loopback, any free port from 9001, five seconds for a dial (S0-07, S0-08, S4-10)', () => {
    expect(settingsOf('--insecure')).toMatchObject({
      options: {
        port: undefined,
        labId: undefined,
        host: '127.0.0.1',
        advertise: [],
        name: undefined,
        data: undefined,
        network: 'peertape',
        connect: [],
        dialTimeoutMs: limits.dialTimeoutMs,
        pingIntervalMs: limits.pingIntervalMs,
        connectionsMax: limits.connectionsMax,
        limitLoopback: false,
        insecure: true,
        insecureAnywhere: false,
        trace: undefined,
        traceKeepBytes: undefined,
        bodies: 'text',
        role: 'peer',
        seeds: [],
        discovery: ['seeds', 'exchange', 'saved'],
        hopLimit: limits.hopLimit,
        relay: true,
        unsigned: false,
        presenceIntervalMs: limits.presenceIntervalMs,
      },
      json: false,
      useConsole: true,
      log: null,
      inspectPort: null,
    });
  });

  it('say all there is to say (S4-16, S4-25)', () => {
    const words =
      '--insecure --port 0 --host ::1 --connect 9002 --connect 3 --connect [::1]:9 --name bob ' +
      '--network lab --dial-timeout 250 --ping-interval 300 --max-connections 7 --limit-loopback ' +
      '--data here ' +
      '--advertise peer.example:9000 --trace tape --trace-keep 64MB --bodies all ' +
      '--log a.log --log-keep 128kb --json --no-console ' +
      '--seeds 12345,localhost:7 --seeds [::1]:9 --discovery lan,seeds --hop-limit 5 --presence 0 --no-relay';
    expect(settingsOf(...words.split(' '))).toMatchObject({
      options: {
        port: 0,
        host: '::1',
        advertise: ['peer.example:9000'],
        name: 'bob',
        data: 'here',
        network: 'lab',
        connect: ['9002', '3', '[::1]:9'],
        dialTimeoutMs: 250,
        pingIntervalMs: 300,
        connectionsMax: 7,
        limitLoopback: true,
        trace: 'tape',
        traceKeepBytes: 67_108_864,
        bodies: 'all',
        seeds: ['127.0.0.1:12345', 'localhost:7', '[::1]:9'],
        discovery: ['seeds', 'lan'],
        hopLimit: 5,
        relay: false,
        presenceIntervalMs: 0,
      },
      json: true,
      useConsole: false,
      log: { path: 'a.log', keepBytes: 131_072 },
    });
    expect(settingsOf('--insecure', '--no-trace').options.trace).toBe(false);
    expect(settingsOf('--insecure', '--inspect').inspectPort).toBe(0);
    expect(settingsOf('--insecure', '--inspect', '9400').inspectPort).toBe(9_400);
    expect(settingsOf('--insecure', '--no-inspect', '--no-trace').inspectPort).toBe(null);
  });

  it('give a lab id its port, from a base that can be moved (S0-10, S0-11)', () => {
    expect(settingsOf('--insecure', '3').options).toMatchObject({ labId: 3, port: 9003 });
    expect(settingsOf('--insecure', '--id', '3').options).toMatchObject({ labId: 3, port: 9003 });
    const words = '--insecure 3 --base-port 5000'.split(' ');
    expect(settingsOf(...words).options).toMatchObject({ port: 5003, basePort: 5000 });
  });

  it('take a host in either family, with brackets or without', () => {
    const hosts = ['::1', '[::1]', 'localhost', '127.0.0.1', '127.1.2.3'];
    expect(hosts.map((host) => settingsOf('--insecure', '--host', host).options.host)).toEqual([
      '::1',
      '::1',
      'localhost',
      '127.0.0.1',
      '127.1.2.3',
    ]);
  });

  it('keep links encrypted unless plain ones are asked for, and let those go anywhere (S3-13)', () => {
    const words = '--host 0.0.0.0 --connect 10.0.0.1:9000'.split(' ');
    expect(settingsOf(...words).options).toMatchObject({ insecure: false, host: '0.0.0.0' });
  });

  it('let plain links leave this host where that is asked for', () => {
    const words = '--insecure-anywhere --host 0.0.0.0 --connect 10.0.0.1:9000'.split(' ');
    expect(settingsOf(...words).options).toMatchObject({
      insecure: true,
      insecureAnywhere: true,
      host: '0.0.0.0',
    });
  });

  it.each([
    [['--insecure', '--host', '0.0.0.0'], /plain links stay on this host/],
    [['--insecure', '--host', '127.0.0.1.example.org'], /plain links stay on this host/],
    [['--insecure', '1', '--port', '9001'], /both say where to listen/],
    [['--insecure', '1', '--id', '2'], /given twice/],
    [['--insecure', '--host', 'a:1'], /host, without a port/],
    [['--insecure', '--host', '1.2.3'], /host, without a port/],
    [['--insecure', '--base-port', '65000'], /whole number from 1 to 64512/],
    [['--insecure', '--inspect', '3'], /port from 1024 to 65535, or 0/],
    [['--insecure', '--inspect', '--no-trace'], /nothing is \(--inspect, --no-trace\)/],
    [['--insecure', '--trace-keep', '1'], /at least 1MB/],
    [['--insecure', '--log-keep', '1TB'], /a size such as 64MB/],
    [['--insecure', '--bodies', 'some'], /none, text or all/],
    [['--insecure', '--max-connections', '257'], /from 1 to 256/],
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
    [['--insecure', '--seeds', '10.0.0.1:9000'], /plain links stay on this host/],
    [['--seeds', 'nowhere'], /--seeds must be host:port/],
    [['--seeds', '9001,,9002'], /--seeds must be host:port/],
    [['--connect', '9001,'], /--connect must be host:port/],
    [['--discovery', ''], /none, or any of seeds,exchange,saved,lan/],
    [['--discovery', 'none,lan'], /none, or any of/],
    [['--discovery', 'dht'], /none, or any of/],
    [['--hop-limit', '0'], /whole number from 1 to 64/],
    [['--hop-limit', '65'], /whole number from 1 to 64/],
    [['--presence', '600001'], /whole number from 0 to 600000/],
    [['--unsigned'], /only a network with a key can do without signatures/],
    [['--insecure', '--port'], /argument missing/],
  ])('are refused if they make no sense: %j (S0-59)', (words, why) => {
    expect(() => settingsOf(...words)).toThrow(why);
  });

  it('name no way to find others where there is to be none', () => {
    expect(settingsOf('--discovery', 'none').options.discovery).toEqual([]);
  });

  it('can do without signatures where the network has a key', () => {
    const networkKey = new Uint8Array(limits.networkKeyBytesMin);
    const { options } = settingsWith({ networkKey }, '--unsigned');
    expect(options).toMatchObject({ unsigned: true, networkKey });
  });

  it('name seed nodes with those of a file, each once, and limits.seedsMax in all', () => {
    const inFile = Array.from({ length: limits.seedsMax - 1 }, (_, n) => `127.0.0.1:${5_000 + n}`);
    const { options } = settingsWith({ seeds: inFile }, '--seeds', '5000,9001');
    expect(options.seeds).toEqual(['127.0.0.1:5000', '127.0.0.1:9001', ...inFile.slice(1)]);
    expect(() => settingsWith({ seeds: inFile }, '--seeds', '9001,9002')).toThrow(
      'there can be 16 seed nodes at most, and 17 are named',
    );
  });

  it('let a name be whatever could be typed to name the peer, and nothing else', () => {
    const isName = (name: string) => {
      try {
        return settingsOf('--insecure', '--name', name).options.name === name;
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

  it('keep to limits.nodeNameBytesMax, limits.networkNameBytesMax, limits.contactsMax and limits.addressesMax', () => {
    const long = 'ä'.repeat(limits.nodeNameBytesMax / 2);
    expect(settingsOf('--insecure', '--name', long).options.name).toBe(long);
    expect(() => settingsOf('--insecure', '--name', `${long}a`)).toThrow('at most 64 bytes');
    expect(() =>
      settingsOf('--insecure', '--network', 'a'.repeat(limits.networkNameBytesMax + 1)),
    ).toThrow('at most 64 bytes');
    const many = Array.from({ length: limits.contactsMax }, (_, n) => ['--connect', `${9100 + n}`]);
    expect(settingsOf('--insecure', ...many.flat()).options.connect).toHaveLength(64);
    expect(() => settingsOf('--insecure', ...many.flat(), '--connect', '9000')).toThrow(
      '64 times at most',
    );
    const nine = Array.from({ length: limits.addressesMax + 1 }, () => ['--advertise', '9000']);
    expect(() => settingsOf('--insecure', ...nine.flat())).toThrow('8 times at most');
  });
});

function settingsOf(...words: string[]): NodeSettings {
  return settingsWith({}, ...words);
}

function settingsWith(files: FilesRead, ...words: string[]): NodeSettings {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} });
  let settings: NodeSettings | undefined;
  addOptions(command.argument('[id]')).action((id: string | undefined) => {
    const resolved = resolveOptions(givenFlags(command, { id }), { env: {}, root: null });
    settings = nodeSettings(resolved, files);
  });
  command.parse(words, { from: 'user' });
  return settings!;
}
