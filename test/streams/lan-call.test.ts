import * as fc from 'fast-check';
import { Packr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/messages.ts';
import { decodeLanCall, encodeLanCall, type LanCall } from '../../src/streams/lan-call.ts';
import { idOf } from '../support/pure-config.ts';

const call: LanCall = { network: 'lab', id: idOf('a'), port: 9_001 };
const packr = new Packr({ useRecords: false });
const packed = (...items: readonly unknown[]) => new Uint8Array(packr.pack(items));

describe('a call on the local network', () => {
  it('is plain msgpack, which any library writes and reads', () => {
    const { network, id, port } = call;
    const datagram = packed('peertape-lan', PROTOCOL_VERSION, network, id, port);
    expect(encodeLanCall(call)).toEqual(datagram);
    expect(decodeLanCall(datagram)).toEqual(call);
  });

  it('fits with the longest name that a network can have', () => {
    const longest = { ...call, network: 'x'.repeat(limits.networkNameBytesMax), port: 65_535 };
    expect(decodeLanCall(encodeLanCall(longest))).toEqual(longest);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['another version', packed('peertape-lan', PROTOCOL_VERSION + 1, 'lab', idOf('a'), 1)],
    ['another protocol', packed('pear-tape', PROTOCOL_VERSION, 'lab', idOf('a'), 1)],
    ['no id', packed('peertape-lan', PROTOCOL_VERSION, 'lab', 'alice', 1)],
    ['no network', packed('peertape-lan', PROTOCOL_VERSION, 7, idOf('a'), 1)],
    ['no port', packed('peertape-lan', PROTOCOL_VERSION, 'lab', idOf('a'), 65_536)],
    ['port 0', packed('peertape-lan', PROTOCOL_VERSION, 'lab', idOf('a'), 0)],
    ['a part too many', packed('peertape-lan', PROTOCOL_VERSION, 'lab', idOf('a'), 1, 1)],
    ['more behind it', Uint8Array.of(...encodeLanCall(call), 0)],
    ['over limits.lanDatagramBytesMax', tooLong()],
  ])('is none with %s', (_, datagram) => {
    expect(decodeLanCall(datagram)).toBeNull();
  });

  it('can be anything, and is none then', () => {
    const anyDatagram = fc.uint8Array({ maxLength: limits.lanDatagramBytesMax + 1 });
    fc.assert(
      fc.property(anyDatagram, fc.nat(), (bytes, place) => {
        expect(decodeLanCall(bytes)).toBeNull();
        const damaged = encodeLanCall(call);
        damaged[place % damaged.length] = bytes[0] ?? 0;
        const read = decodeLanCall(damaged);
        if (read !== null) expect(encodeLanCall(read)).toEqual(damaged);
      }),
    );
  });
});

/** As sound as can be, and one byte longer than may be. */
function tooLong(): Uint8Array {
  const short = packed('peertape-lan', PROTOCOL_VERSION, '.'.repeat(256), idOf('a'), 1);
  const network = '.'.repeat(256 + limits.lanDatagramBytesMax + 1 - short.length);
  return packed('peertape-lan', PROTOCOL_VERSION, network, idOf('a'), 1);
}
