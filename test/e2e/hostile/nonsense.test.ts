import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { Besieged } from '../../support/besieged.ts';
import { strangerOn } from '../../support/stranger.ts';
import { frameOf, prefixOf } from '../../support/wire-bytes.ts';

let besieged: Besieged;

beforeAll(async () => {
  besieged = await Besieged.start('--insecure');
});

describe('a stranger on a plain link', () => {
  it.each<[what: string, bytes: Uint8Array, code: string]>([
    ['garbage', new Dice(1, 'garbage').bytes(4_096), 'frame-too-long'],
    ['an HTTP request', ascii('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'), 'frame-too-long'],
    ['the beginning of TLS', Uint8Array.of(22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3), 'frame-too-long'],
    ['a length of 4 GiB', prefixOf(0xffff_ffff), 'frame-too-long'],
    ['a length of nothing', prefixOf(0), 'frame-too-short'],
    ['a header that is no msgpack', frameOf([0xc1]), 'malformed-header'],
    ['a bomb of arrays in arrays', frameOf(bytes(4_000, 0x91)), 'malformed-header'],
    ['an array of 4 Gi items', frameOf([0xdd, 255, 255, 255, 255]), 'malformed-header'],
    ['a map of 4 Gi items', frameOf([0x92, 1, 0xdf, 255, 255, 255, 255]), 'malformed-header'],
    ['a text of 4 GiB', frameOf([0x92, 1, 0xdb, 255, 255, 255, 255]), 'malformed-header'],
    ['1,024 empty arrays', frameOf([0xdc, 4, 0, ...bytes(1_024, 0x90)]), 'malformed-header'],
  ])('that begins with %s is told why, and closed at once', async (_, said, code) => {
    const stranger = strangerOn(besieged.port);
    await stranger.opened;
    stranger.write(said);
    const openMs = await besieged.servesDuring(stranger.closed);
    expect(openMs).toBeLessThan(limits.leaveTimeoutMs);
    expect(stranger.farewell).toBe(code);
    expect(await besieged.node.event('refused', { address: stranger.address })).toMatchObject({
      inbound: true,
      code,
      by: 'us',
    });
    await besieged.isAlone();
  });
});

function bytes(length: number, byte: number): Uint8Array {
  return new Uint8Array(length).fill(byte);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
