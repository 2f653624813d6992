import { describe, expect, it } from 'vitest';
import { bodiesToKeep } from '../../../src/overlay/tree/bodies-to-keep.ts';
import { Body } from '../../../src/protocol/body.ts';

const bytesOf = ({ source, start, end }: Body) => [...source.subarray(start, end)];

describe('bodies to keep', () => {
  it('stay where they are if they are most of what lies there', () => {
    const source = Uint8Array.of(0, 1, 2, 3, 4, 5);
    const bodies = [new Body(source, 1, 3), new Body(source, 4, 6)];
    expect(bodiesToKeep(bodies, false)).toBe(bodies);
  });

  it('go to a place of their own if much else would be kept with them', () => {
    const source = new Uint8Array(100).map((_, index) => index);
    const whole = new Body(Uint8Array.of(7, 8));
    const kept = bodiesToKeep([new Body(source, 1, 3), whole, new Body(source, 50, 53)], false);
    expect(kept.map(bytesOf)).toEqual([
      [1, 2],
      [7, 8],
      [50, 51, 52],
    ]);
    expect(kept[0]!.source.buffer.byteLength).toBe(5);
    expect(kept[1]).toBe(whole);
  });

  it('go there if a part of a bigger array lies under their source', () => {
    const big = new Uint8Array(100);
    const [kept] = bodiesToKeep([new Body(big.subarray(10, 12))], false);
    expect(kept!.source.buffer.byteLength).toBe(2);
  });

  it('are all copied if that is wanted', () => {
    const source = Uint8Array.of(1, 2);
    const [kept] = bodiesToKeep([new Body(source)], true);
    source.fill(0);
    expect(bytesOf(kept!)).toEqual([1, 2]);
  });
});
