import { pack, unpack } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { packPlain } from '../../../src/trace/format/pack-plain.ts';
import { packed } from '../../support/packed.ts';

function hex(value: unknown): string {
  return Buffer.from(packed(value)).toString('hex');
}

describe('packing', () => {
  it('takes the shortest form of everything, and floats beyond 32 bits', () => {
    expect(hex([1, -1, 200, -200, 2 ** 40, -(2 ** 40), 0.5, 'a', null, true])).toBe(
      '9a' +
        '01' +
        'ff' +
        'ccc8' +
        'd1ff38' +
        'cb4270000000000000' +
        'cbc270000000000000' +
        'cb3fe0000000000000' +
        'a161' +
        'c0' +
        'c3',
    );
    expect(hex({ a: { b: 1 } })).toBe('81a16181a16201');
    expect(hex('ä'.repeat(16)).slice(0, 4)).toBe('d920');
    expect(hex(new Uint8Array(256)).slice(0, 6)).toBe('c50100');
  });

  it('asks no value how it wants to be packed', () => {
    const bytes = Object.assign(Uint8Array.of(1), { toJSON: () => 'another' });
    expect(hex(bytes)).toBe('c40101');
  });

  it('places a value where it is told, and changes nothing before that', () => {
    for (let at = 8; at < 24; at += 1) {
      const target = Buffer.alloc(4_096, 0xaa);
      const bytes = packPlain([1, 2], target, at);
      expect(bytes).toBe(target);
      expect([bytes.start, bytes.end]).toEqual([at, at + 3]);
      expect(target.toString('hex', 0, at + 3)).toBe(`${'aa'.repeat(at)}920102`);
    }
  });

  it('takes a buffer of its own where there is no room', () => {
    const long = 'x'.repeat(5_000);
    const target = Buffer.alloc(4_096, 0xaa);
    const bytes = packPlain(long, target, 100);
    expect(bytes).not.toBe(target);
    expect(bytes.toString('latin1', bytes.start + 3, bytes.end)).toBe(long);
    expect(target.subarray(0, 100)).toEqual(Buffer.alloc(100, 0xaa));
  });

  it('shares nothing with other packers of the process, not even after a fault', () => {
    const target = Buffer.alloc(4_096);
    const others: Uint8Array[] = [];
    for (let at = 8; at < 48; at += 8) {
      others.push(pack(`other ${at}`));
      expect(() => packPlain(Symbol('x') as never, target, at)).toThrow('Unknown type');
      others.push(pack(`another ${at}`));
      packPlain('kept', target, at);
    }
    expect(target.toString('latin1', 8, 48)).toBe('\xa4kept\0\0\0'.repeat(5));
    expect(others.map((bytes) => unpack(bytes) as string)).toEqual(
      [8, 16, 24, 32, 40].flatMap((at) => [`other ${at}`, `another ${at}`]),
    );
  });
});
