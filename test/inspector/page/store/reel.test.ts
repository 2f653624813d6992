import { describe, expect, it } from 'vitest';
import { playOn, type PlayedTo } from '../../../../src/inspector/page/store/reel.ts';
import type { Speed } from '../../../../src/inspector/page/store/speeds.ts';

const reel = { turns: [7, 8, 9, 12], us: [1_000_000, 1_010_000, 1_010_000, 4_000_000] };
const start: PlayedTo = { place: 0, since: 0 };
const asRecorded: Speed = { name: '', of: 'time', factor: 1 };
const twoTurns: Speed = { name: '', of: 'turns', factor: 2 };

describe('playing a reel', () => {
  it('shows each turn when it was, at the run’s own times', () => {
    expect(playOn(reel, start, asRecorded, 9)).toEqual({ place: 0, since: 9_000 });
    expect(playOn(reel, start, asRecorded, 10)).toEqual({ place: 2, since: 0 });
    expect(playOn(reel, start, asRecorded, 2_999)).toEqual({ place: 2, since: 2_989_000 });
  });

  it('comes to the same place in many small parts as in one', () => {
    let at = start;
    for (let part = 0; part < 300; part += 1) at = playOn(reel, at, asRecorded, 5);
    expect(at).toEqual(playOn(reel, start, asRecorded, 1_500));
  });

  it('is as many times faster as it is told', () => {
    expect(playOn(reel, start, { ...asRecorded, factor: 100 }, 20)).toEqual({
      place: 2,
      since: 1_990_000,
    });
  });

  it('counts turns where the speed is in turns', () => {
    expect(playOn(reel, start, twoTurns, 750)).toEqual({ place: 1, since: 0.5 });
  });

  it('waits at the end', () => {
    expect(playOn(reel, start, asRecorded, 1e9)).toEqual({ place: 3, since: 0 });
    expect(playOn(reel, start, twoTurns, 1e9)).toEqual({ place: 3, since: 0 });
  });
});
