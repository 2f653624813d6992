import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/machines/engine/asked.ts';
import { idOf } from '../support/pure-config.ts';
import {
  bye,
  type ConnectionHears,
  drawn,
  ended,
  greeted,
  helloOf,
  judged,
  opened,
  PureConnection,
  secured,
  shown,
  welcome,
} from '../support/pure-connection.ts';

const hears: readonly ConnectionHears[] = [
  secured,
  { type: 'link.secured', peer: null },
  { type: 'link.secured', peer: idOf('c') },
  drawn,
  greeted,
  { type: 'hello', message: helloOf('c') },
  { type: 'hello', message: helloOf('b', { network: 'another' }) },
  shown,
  judged,
  { type: 'link.judged', fault: 'wrong-key' },
  { type: 'link.judged', fault: 'wrong-network-key' },
  welcome,
  ended,
  bye('quit'),
];
/** In order it is a good greeting: what is drawn is that order with things left out, twice and between. */
const good: readonly ConnectionHears[] = [secured, drawn, greeted, shown, judged, welcome];
const anyHearing = fc
  .array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 5 })), { maxLength: 10 })
  .map((places) => places.toSorted(([a], [b]) => a - b))
  .chain((places) =>
    fc.tuple(
      fc.constant(places.map(([place]) => good[place]!)),
      fc.array(fc.tuple(fc.nat({ max: 12 }), fc.constantFrom(...hears)), { maxLength: 3 }),
    ),
  )
  .map(([base, extras]) =>
    extras.reduce((all, [place, event]) => all.toSpliced(place, 0, event), base),
  );

const tells = (asked: readonly Asked[], type: string): boolean =>
  asked.some((one) => one.type === 'tell' && one.event.type === type);
const asksToJudge = (asked: readonly Asked[]): boolean =>
  asked.some(({ type }) => type === 'link.judge');

describe('law: nobody is judged, let alone connected, before a proof was found good', () => {
  it('in whatever order hello, proof, verdict and welcome come', () => {
    let connected = 0;
    fc.assert(
      fc.property(anyHearing, fc.boolean(), (events, isQuick) => {
        const connection = new PureConnection();
        connection.take(opened);
        let isAsked = false;
        let isProven = false;
        let isGreeted = false;
        for (const event of events) {
          if (connection.isOver) break;
          const isVerdict = event.type === 'link.judged' && event.fault === null;
          if (isAsked && isVerdict) isProven = true;
          const asked = [...connection.take(event)];
          if (asksToJudge(asked)) isAsked = true;
          if (tells(asked, 'connection.greeted')) {
            expect(isProven).toBe(true);
            isGreeted = true;
          }
          // The node's own word is all that is not in the events.
          if (isGreeted && isQuick && connection.state.startsWith('greeting'))
            asked.push(...connection.take({ type: 'peer.accepted', ignored: false }));
          if (!connection.state.startsWith('established')) continue;
          const { proven, hello } = connection.context;
          expect([isAsked, isProven, isGreeted]).toEqual([true, true, true]);
          expect(proven === null || proven === hello!.id).toBe(true);
          connected += 1;
        }
      }),
      { numRuns: 5_000 },
    );
    expect(connected).toBeGreaterThan(10);
  });
});
