import { describe, expect, it } from 'vitest';
import { judgeOptions } from '../../../src/node/face/judge-options.ts';
import type { NodeOptions } from '../../../src/node/face/node-options.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('the options of a node', () => {
  it('can all be left out', () => {
    expect(judgeOptions({})).toEqual({
      port: null,
      labId: null,
      basePort: 9_000,
      host: '127.0.0.1',
      advertise: [],
      name: '',
      data: null,
      network: 'peertape',
      networkKey: null,
      contacts: [],
      dialTimeoutMs: limits.dialTimeoutMs,
      pingIntervalMs: limits.pingIntervalMs,
      connectionsMax: limits.connectionsMax,
      limitsLoopback: false,
      insecure: false,
      staysHere: false,
      trace: null,
      traceKeepBytes: null,
      bodies: 'text',
      role: 'peer',
      discovery: ['seeds', 'exchange', 'saved'],
      seeds: [],
      hopLimit: limits.hopLimit,
      relays: true,
      signs: true,
      presenceIntervalMs: limits.presenceIntervalMs,
    });
  });

  it('say how others are found, and what is passed on', () => {
    const networkKey = new Uint8Array(limits.networkKeyBytesMin);
    const told = {
      role: 'seed',
      discovery: ['lan', 'seeds', 'lan'],
      seeds: ['12345', '127.0.0.1:12345', '[::1]:5000'],
      hopLimit: limits.hopLimitMax,
      relay: false,
      presenceIntervalMs: 0,
    } as const;
    expect(judgeOptions({ ...told, networkKey, unsigned: true })).toMatchObject({
      role: 'seed',
      discovery: ['seeds', 'lan'],
      seeds: ['127.0.0.1:12345', '[::1]:5000'],
      hopLimit: 64,
      relays: false,
      signs: false,
      presenceIntervalMs: 0,
    });
    expect(judgeOptions({ discovery: [] }).discovery).toEqual([]);
  });

  it('count lab ids from a base port that can be moved (S0-10)', () => {
    const { port, contacts } = judgeOptions({ labId: 3, basePort: 5_000, connect: ['4', '1024'] });
    expect([port, contacts]).toEqual([5_003, ['127.0.0.1:5004', '127.0.0.1:1024']]);
  });

  it('can say who has to be at an address', () => {
    const id = 'a'.repeat(52);
    expect(judgeOptions({ connect: [`${id}@9002`] }).contacts).toEqual([`${id}@127.0.0.1:9002`]);
    expect(() => judgeOptions({ connect: [`${id}@192.0.2.1:9`], insecure: true })).toThrow(
      'plain links stay on this host, and 192.0.2.1 is another',
    );
    expect(() => judgeOptions({ connect: ['alice@9002'] })).toThrow(RangeError);
  });

  it('name peers as people do', () => {
    expect(judgeOptions({ connect: ['9002', '3', '[::1]:9004'] }).contacts).toEqual([
      '127.0.0.1:9002',
      '127.0.0.1:9003',
      '[::1]:9004',
    ]);
  });

  it('take the port from the lab id, unless there is one', () => {
    expect([judgeOptions({ labId: 3 }).port, judgeOptions({ labId: 3, port: 7 }).port]).toEqual([
      9_003, 7,
    ]);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ port: '9001' }, /^port must be/],
    [{ port: 65_536 }, /^port must be/],
    [{ labId: 1_024 }, /^labId must be/],
    [{ host: '' }, /^host must be/],
    [{ name: 'two words' }, /^name must be one word/],
    [{ name: '42' }, /^name must be one word/],
    [{ name: 'x'.repeat(limits.nodeNameBytesMax + 1) }, /^name must be one word/],
    [{ network: '\u001b[2J' }, /^network must be/],
    [{ network: 'x'.repeat(limits.networkNameBytesMax + 1) }, /^network must be/],
    [{ networkKey: 'secret' }, /^networkKey must be bytes/],
    [{ networkKey: new Uint8Array(limits.networkKeyBytesMin - 1) }, /^networkKey must be bytes/],
    [{ networkKey: new Uint8Array(limits.networkKeyBytesMax + 1) }, /^networkKey must be bytes/],
    [{ data: '' }, /^data must be/],
    [{ trace: true }, /^trace must be/],
    [{ connect: '9001' }, /^connect must be a list of addresses$/],
    [{ connect: [9001] }, /^connect must be addresses .*, and 9001 is none/],
    [{ advertise: ['nowhere'] }, /^advertise must be addresses .*, and nowhere is none/],
    [
      { advertise: Array.from({ length: limits.addressesMax + 1 }, () => '9001') },
      /^advertise must be 8 addresses at most/,
    ],
    [{ connect: Array.from({ length: limits.contactsMax + 1 }, () => '9001') }, /^connect must be/],
    [{ dialTimeoutMs: 0 }, /^dialTimeoutMs must be/],
    [{ pingIntervalMs: limits.pingIntervalMinMs - 1 }, /^pingIntervalMs must be 100 to/],
    [{ pingIntervalMs: 200.5 }, /^pingIntervalMs must be/],
    [{ connectionsMax: limits.connectionsMax + 1 }, /^connectionsMax must be/],
    [{ traceKeepBytes: -1 }, /^traceKeepBytes must be/],
    [{ bodies: 'some' }, /^bodies must be/],
    [{ role: 'tracker' }, /^role must be "peer" or "seed"$/],
    [{ discovery: 'seeds' }, /^discovery must be a list of seeds, exchange, saved, lan$/],
    [{ discovery: ['dht'] }, /^discovery must be a list/],
    [{ seeds: ['nowhere'] }, /^seeds must be addresses .*, and nowhere is none/],
    [
      { seeds: Array.from({ length: limits.seedsMax + 1 }, (_, n) => `${5_000 + n}`) },
      /^seeds must be 16 addresses at most/,
    ],
    [{ hopLimit: 0 }, /^hopLimit must be 1 to 64$/],
    [{ hopLimit: limits.hopLimitMax + 1 }, /^hopLimit must be/],
    [{ relay: 'no' }, /^relay must be true or false$/],
    [{ unsigned: true }, /^unsigned must go with a networkKey$/],
    [{ presenceIntervalMs: -1 }, /^presenceIntervalMs must be 0 to 600000$/],
    [{ presenceIntervalMs: limits.presenceIntervalMaxMs + 1 }, /^presenceIntervalMs must be/],
    [{ prt: 9_001 }, /^there is no option "prt"/],
    [{ insecure: true, host: '0.0.0.0' }, /^plain links stay on this host, and 0\.0\.0\.0/],
    [{ insecure: true, connect: ['10.0.0.1:9'] }, /^plain links stay on this host, and 10\.0/],
    [{ insecure: true, seeds: ['10.0.0.1:9'] }, /^plain links stay on this host, and 10\.0/],
  ])('%j are refused in one line that says what they must be', (options, sentence) => {
    expect(() => judgeOptions(options as NodeOptions)).toThrow(RangeError);
    expect(() => judgeOptions(options as NodeOptions)).toThrow(sentence);
  });

  it('let plain links leave this host only where that is said', () => {
    const far = { host: '0.0.0.0', connect: ['10.0.0.1:9000'] };
    expect(judgeOptions({ ...far, insecureAnywhere: true })).toMatchObject({
      insecure: true,
      staysHere: false,
    });
  });
});
