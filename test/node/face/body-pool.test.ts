import { describe, expect, it } from 'vitest';
import { BodyPool } from '../../../src/node/face/body-pool.ts';
import type { Body } from '../../../src/protocol/body.ts';

const bytesIn = ({ source, start, end }: Body): number[] => [...source.subarray(start, end)];

describe('what is to be sent is a body', () => {
  it('be it a text or bytes, small or large', () => {
    const pool = new BodyPool();
    const contents = ['', 'a', 'é€😀', 'long '.repeat(5_000), new Uint8Array(9_000).fill(7)];
    const bodies = contents.map((content) => pool.bodyOf(content));
    expect(bodies.map(bytesIn)).toEqual(contents.map((content) => [...Buffer.from(content)]));
  });

  it('of its own if it is small, and of the very bytes if it is large', () => {
    const pool = new BodyPool();
    const contents = [Buffer.from('abc'), Buffer.alloc(9_000, 97), new Uint8Array(9_000).fill(97)];
    const bodies = contents.map((content) => pool.bodyOf(content));
    for (const content of contents) content.fill(0);
    expect(bodies.map((body) => bytesIn(body)[0])).toEqual([97, 0, 0]);
    expect(bodies.map(({ source }) => source.constructor)).toEqual([
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]);
  });

  it('and those of one slab do not touch each other', () => {
    const pool = new BodyPool();
    const bodies = Array.from({ length: 2_000 }, (_, index) => pool.bodyOf(`text ${index}`));
    expect(bodies.map((body) => Buffer.from(bytesIn(body)).toString())).toEqual(
      bodies.map((_, index) => `text ${index}`),
    );
  });
});
