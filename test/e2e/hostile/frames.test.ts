import { beforeAll, describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { securePeer } from '../../support/greet.ts';
import { concat, frameOf, prefixOf } from '../../support/wire-bytes.ts';

let besieged: Besieged;

beforeAll(async () => {
  besieged = await Besieged.start();
});

describe('a peer', () => {
  it('may send a frame with the longest header and the longest body', async () => {
    const who = await newIdentity();
    const peer = await securePeer(besieged.port, who);
    peer.write(frameOf(textHeader(limits.headerBytesMax), filled(limits.bodyBytesMax, 0x78)));
    const { taken } = await peer.hears('receipt');
    expect(taken).toBe(1);
    const { text } = await besieged.node.event('message', { from: who.id });
    expect(text).toBe('x'.repeat(limits.bodyBytesMax));
    peer.socket.end(encodeFrames([{ kind: 'bye', code: 'quit', text: '' }]));
    await besieged.node.event('disconnected', { peer: who.id, how: 'left', code: 'quit' });
    await besieged.isAlone();
    expect(await besieged.standingOf(who.id)).toBe(100);
  });

  it.each<[what: string, bytes: Uint8Array, code: string]>([
    ['a length of 4 GiB', prefixOf(0xffff_ffff), 'frame-too-long'],
    ['a frame one byte too long', prefixOf(limits.frameBytesMax + 1), 'frame-too-long'],
    ['a body one byte too long', prefixOf(5 + limits.bodyBytesMax + 1, 3), 'frame-too-long'],
    [
      'a header one byte too long',
      frameOf(textHeader(limits.headerBytesMax + 1)),
      'header-too-long',
    ],
    ['a bomb of arrays in arrays', frameOf(textWith(filled(4_000, 0x91))), 'malformed-header'],
    ['an array of 4 Gi items', frameOf(textWith([0xdd, 255, 255, 255, 255])), 'malformed-header'],
    [
      '1,024 empty maps',
      frameOf(textWith([0xdc, 4, 0, ...filled(1_024, 0x80)])),
      'malformed-header',
    ],
    ['an HTTP request', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'), 'frame-too-long'],
  ])(
    'that sends %s is told why, closed at once, and trusted less (S2-76)',
    async (_, bytes, code) => {
      const who = await newIdentity();
      const peer = await securePeer(besieged.port, who);
      const began = performance.now();
      peer.write(concat([bytes, filled(1_000, 0)]));
      await besieged.servesDuring(peer.closed);
      expect(performance.now() - began).toBeLessThan(limits.leaveTimeoutMs);
      expect(peer.farewell).toBe(code);
      const told = await besieged.node.event('disconnected', { peer: who.id });
      expect(told).toMatchObject({ how: 'closed', code, by: 'us' });
      await besieged.isAlone();
      expect(await besieged.standingOf(who.id)).toBe(75);
    },
  );

  it('that does so again and again is turned away (S2-76, S4-21)', async () => {
    const who = await newIdentity();
    for (let times = 1; times <= 4; times += 1) {
      const peer = await securePeer(besieged.port, who);
      peer.write(prefixOf(0xffff_ffff));
      await peer.closed;
    }
    await expect(securePeer(besieged.port, who)).rejects.toThrow('"code":"banned"');
    await besieged.node.event('refused', { peer: who.id, code: 'banned', by: 'us' });
    await besieged.isAlone();
  });
});

/** A text's, with items that a later version may have. */
function textHeader(length: number): readonly number[] {
  const head = [0x93, 5, 1, 0xc5];
  const rest = length - head.length - 2;
  return [...head, rest >> 8, rest & 255, ...filled(rest, 0)];
}

function textWith(item: ArrayLike<number>): readonly number[] {
  return [0x93, 5, 1, ...Array.from(item)];
}

function filled(length: number, byte: number): Uint8Array {
  return new Uint8Array(length).fill(byte);
}
