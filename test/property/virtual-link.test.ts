import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkPlan } from '../../src/sim/link-plan.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import type { Link } from '../../src/streams/link.ts';
import { anyLinkPlan } from '../support/any-link-plan.ts';
import { countingBytes, LinkRecording } from '../support/link-recording.ts';
import { Recording } from '../support/recording.ts';

type Side = 'a' | 'b';
type Deed =
  | { readonly write: number; readonly side: Side }
  | { readonly end: Side }
  | { readonly close: Side }
  | { readonly fault: 'stall' | 'flow' | 'crash' | 'vanish' | 'restart'; readonly side: Side }
  | { readonly fault: 'cut' | 'heal' | 'reset' }
  | { readonly wait: number };

const anySide = fc.constantFrom<Side>('a', 'b');
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ write: fc.nat(1_500), side: anySide }) },
  { weight: 4, arbitrary: fc.record({ wait: fc.nat(200_000) }) },
  { weight: 2, arbitrary: fc.record({ end: anySide }) },
  { weight: 1, arbitrary: fc.record({ close: anySide }) },
  { weight: 1, arbitrary: fc.record({ fault: fc.constantFrom('cut', 'heal', 'reset') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      fault: fc.constantFrom('stall', 'flow', 'crash', 'vanish', 'restart'),
      side: anySide,
    }),
  },
);
const anyDeeds = fc.array(anyDeed, { maxLength: 30 });

describe('a virtual link', () => {
  // Under any plan and whatever befalls it, a side hears a prefix of what the other wrote, then
  // perhaps its end, then perhaps one close; and time comes to rest.
  it('brings a prefix of what was written, then its end, then one close', () => {
    fc.assert(
      fc.property(anyLinkPlan, anyDeeds, (plan, deeds) => {
        const { written, heard } = live(plan, deeds);
        for (const [side, other] of [
          ['a', 'b'],
          ['b', 'a'],
        ] as const) {
          const { bytes, length, turns, error } = heard[side];
          expect(Buffer.compare(bytes, countingBytes(written[other]).subarray(0, length))).toBe(0);
          const last = turns.filter(({ type }) => type === 'ended' || type === 'closed');
          expect(last.map(({ type }) => type).join(' ')).toMatch(/^(ended)? ?(closed)?$/);
          if (last.some(({ type }) => type === 'ended')) expect(length).toBe(written[other]);
          expect(error).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  // Where nothing was done but to write, end and wait, nothing is missing and both see a clean end.
  it('brings all of it where there is no fault', () => {
    const calm = anyLinkPlan.map(
      ({ latencyUs, bytesPerSecond, segmentation, stallAfterBytes: stall }) => ({
        latencyUs,
        bytesPerSecond,
        segmentation,
        ...(stall === undefined ? {} : { stallAfterBytes: stall }),
      }),
    );
    const kindly = anyDeeds.map((deeds) =>
      deeds.filter((deed) => 'write' in deed || 'wait' in deed),
    );
    fc.assert(
      fc.property(calm, kindly, (plan, deeds) => {
        const { written, heard, open } = live(plan, [...deeds, { end: 'a' }, { end: 'b' }]);
        expect([heard.a.length, heard.b.length]).toEqual([written.b, written.a]);
        const clean = [{ type: 'ended' }, { type: 'closed', code: 'ended' }];
        expect([heard.a.turns, heard.b.turns]).toEqual([clean, clean]);
        expect(open).toEqual({ links: 0, listeners: 1, dials: 0 });
      }),
      { numRuns: 100 },
    );
  });

  // The same seed, plan and deeds give the same events at the same times.
  it('does the same again', () => {
    fc.assert(
      fc.property(anyLinkPlan, anyDeeds, (plan, deeds) => {
        const [one, other] = [live(plan, deeds), live(plan, deeds)];
        expect([other.at, other.heard.a.events, other.heard.b.events]).toEqual([
          one.at,
          one.heard.a.events,
          one.heard.b.events,
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

function live(plan: LinkPlan, deeds: readonly Deed[]) {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, 3, () => plan);
  const links: Partial<Record<Side, Link>> = {};
  board
    .networkOf('b')
    .listen('b', 9000)
    .subscribe((event) => {
      if (event.type === 'accepted') links.b = event.link;
    });
  const dialled = new Recording(board.networkOf('a').dial('b:9000'));
  clock.run();
  const [opened] = dialled.events;
  if (opened?.type === 'opened') links.a = opened.link;
  const { a, b } = links as Record<Side, Link>;
  const heard = { a: new LinkRecording(a), b: new LinkRecording(b) };
  const written = { a: 0, b: 0 };
  const hasEnded = { a: false, b: false };
  for (const deed of deeds) {
    if ('write' in deed) {
      if (hasEnded[deed.side]) continue;
      const start = written[deed.side];
      links[deed.side]?.write(countingBytes(start + deed.write).subarray(start));
      written[deed.side] += deed.write;
    } else if ('end' in deed) {
      hasEnded[deed.end] = true;
      links[deed.end]?.end();
    } else if ('close' in deed) {
      links[deed.close]?.close();
    } else if ('wait' in deed) {
      clock.run(clock.now() + deed.wait);
    } else if ('side' in deed) {
      if (deed.fault === 'crash') board.crash(deed.side, 'reset');
      else if (deed.fault === 'vanish') board.crash(deed.side, 'silence');
      else board[deed.fault](deed.side);
    } else {
      board[deed.fault]('a', 'b');
    }
  }
  clock.run(Infinity, 1_000_000);
  return { written, heard, open: board.open, at: clock.now() };
}
