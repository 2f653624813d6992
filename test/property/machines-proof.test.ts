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
const plain: ConnectionHears = { type: 'link.secured', peer: null };
const other: ConnectionHears = { type: 'link.secured', peer: idOf('c') };
const verdict: ConnectionHears = { type: 'link.judged', fault: 'wrong-key' };

/** A greeting in its order, where some of it may be wrong or missing, and anything may come between. */
const anyHearing = fc
  .tuple(
    fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 4 }),
    fc.constantFrom(secured, plain, other),
    fc.constantFrom<ConnectionHears>(greeted, { type: 'hello', message: helloOf('c') }),
    fc.constantFrom(judged, judged, verdict),
    fc.array(fc.tuple(fc.nat({ max: 6 }), fc.constantFrom(...hears)), { maxLength: 3 }),
  )
  .map(([kept, key, hello, judgement, extras]) => {
    const inOrder = [key, drawn, hello, shown, judgement, welcome];
    const base = kept.map((place) => inOrder[place]!);
    return extras.reduce((all, [place, event]) => all.toSpliced(place, 0, event), base);
  });

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
