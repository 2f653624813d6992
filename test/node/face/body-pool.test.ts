import { describe, expect, it } from 'vitest';
import { BodyPool } from '../../../src/node/face/body-pool.ts';
import type { Body } from '../../../src/protocol/body.ts';

const bytesIn = ({ source, start, end }: Body): number[] => [...source.subarray(start, end)];

describe('what is to be sent is copied', () => {
  it('be it a text or bytes, small or large', () => {
    const pool = new BodyPool();
    const contents = ['', 'a', 'é€😀', 'long '.repeat(5_000), new Uint8Array(9_000).fill(7)];
    const bodies = contents.map((content) => pool.copy(content));
    expect(bodies.map(bytesIn)).toEqual(contents.map((content) => [...Buffer.from(content)]));
  });

  it('so that it stays as it was asked, of a Buffer too', () => {
    const pool = new BodyPool();
    const contents = [Buffer.from('abc'), new Uint8Array([97, 98, 99]), Buffer.alloc(9_000, 97)];
    const bodies = contents.map((content) => pool.copy(content));
    for (const content of contents) content.fill(0);
    expect(bodies.map((body) => bytesIn(body)[0])).toEqual([97, 97, 97]);
  });

  it('and those of one slab do not touch each other', () => {
    const pool = new BodyPool();
    const bodies = Array.from({ length: 2_000 }, (_, index) => pool.copy(`text ${index}`));
    expect(bodies.map((body) => Buffer.from(bytesIn(body)).toString())).toEqual(
      bodies.map((_, index) => `text ${index}`),
    );
  });
});
