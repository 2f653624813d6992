import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { anyGraph } from '../support/any-graph.ts';
import { anyDelayUs } from '../support/any-trees.ts';
import {
  distanceOf,
  expectAtRest,
  expectOneOutcomeEach,
  expectWithinLimits,
} from '../support/mail-checks.ts';
import { PureMail } from '../support/pure-mail.ts';

const anySeals = fc.constantFrom(
  { signs: false },
  { signs: true },
  { signs: true, sealUs: () => 2_000, judgementUs: () => 3_000 },
);

const anyPosts = fc.array(
  fc.record({
    from: fc.nat(),
    to: fc.nat(),
    count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(40)),
    afterUs: fc.oneof(fc.constant(0), fc.nat(100_000)),
  }),
  { minLength: 1, maxLength: 8 },
);

function play(
  net: PureMail,
  posts: readonly { from: number; to: number; count: number; afterUs: number }[],
): { from: number; to: number; sequences: number[] }[] {
  return posts.map(({ from, to, count, afterUs }) => {
    net.runTo(net.at + afterUs);
    const size = net.mails.length;
    const [a, b] = [from % size, to % size];
    return { from: a, to: b, sequences: net.post(a, b, count) };
  });
}

describe('letters in a graph that stays as it is', () => {
  it('are delivered once if the way is within the hop limit, and else fail with a reason', () => {
    const anyLimit = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(12));
    const anySilent = fc.oneof(fc.constant([]), fc.array(fc.nat(9), { maxLength: 2 }));
    fc.assert(
      fc.property(
        anyGraph(10),
        anyLimit,
        anySilent,
        anyDelayUs(20),
        anySeals,
        anyPosts,
        (graph, hopLimit, silent, delayUs, seals, posts) => {
          const net = new PureMail({ ...graph, ...seals, hopLimit, silent, delayUs });
          const written = play(net, posts);
          net.settle();
          for (const { from, to, sequences } of written) {
            const isNear = distanceOf(graph, from, to, silent) <= hopLimit && from !== to;
            for (const sequence of sequences) {
              const [outcome] = net.outcomesOf(from, sequence);
              if (isNear) expect(outcome).toMatchObject({ type: 'mail.delivered' });
              else if (from === to) expect(outcome).toMatchObject({ code: 'self' });
              else expect(['hop-limit', 'no-route']).toContain((outcome as { code: string }).code);
            }
          }
          expectOneOutcomeEach(net);
          expectAtRest(net);
          expect(net.forgers).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('take as few links as there are, once these are as quick as each other', () => {
    fc.assert(
      fc.property(anyGraph(10), fc.nat(), fc.nat(), (graph, from, to) => {
        const [a, b] = [from % graph.size, to % graph.size];
        const net = new PureMail({ ...graph });
        const [sequence] = net.post(a, b);
        net.settle();
        const [outcome] = net.outcomesOf(a, sequence!);
        const path = outcome!.type === 'mail.delivered' ? outcome!.path : null;
        if (a !== b) expect(path!.length + 1).toBe(distanceOf(graph, a, b));
      }),
    );
  });

  it('are told as too far by whoever stands at the end of the hop limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 10 }), fc.nat(), anySeals, (size, limit, seals) => {
        const links = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
        const hopLimit = 1 + (limit % (size - 2));
        const net = new PureMail({ size, links, ...seals, hopLimit });
        const [sequence] = net.post(0, size - 1);
        net.settle();
        const where = net.mails[hopLimit]!.settings.own;
        const fault = { code: 'hop-limit', where, hops: hopLimit };
        expect(net.outcomesOf(0, sequence!)).toMatchObject([fault]);
      }),
    );
  });
});

describe('letters while links and nodes come and go', () => {
  const anyTurmoil = fc.array(
    fc.record({
      what: fc.constantFrom('part', 'part', 'join', 'join', 'kill'),
      link: fc.nat(),
      afterUs: fc.oneof(fc.nat(5_000), fc.nat(1_500_000)),
    }),
    { maxLength: 20 },
  );

  it('have one outcome each, in time, and are delivered once or never', () => {
    fc.assert(
      fc.property(
        anyGraph(9),
        anyDelayUs(60),
        anySeals,
        anyPosts,
        anyTurmoil,
        (graph, delayUs, seals, posts, turmoil) => {
          const net = new PureMail({ ...graph, ...seals, delayUs });
          for (const [index, { what, link, afterUs }] of turmoil.entries()) {
            const [a, b] = graph.links[link % graph.links.length]!;
            if (what === 'part') net.part(a, b);
            else if (what === 'join') net.join(a, b);
            else if (net.dead.size < 2) net.kill(a);
            if (posts[index] !== undefined) play(net, [posts[index]]);
            net.runTo(net.at + afterUs);
            for (const mail of net.mails) expectWithinLimits(mail);
          }
          play(net, posts.slice(turmoil.length));
          net.settle();
          expectOneOutcomeEach(net);
          expectAtRest(net);
          expect(net.forgers).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('come to their targets again once all links are back', () => {
    fc.assert(
      fc.property(
        anyGraph(9),
        anyDelayUs(20),
        anySeals,
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        (graph, delayUs, seals, broken, from, to) => {
          const [a, b] = [from % graph.size, to % graph.size];
          fc.pre(a !== b);
          const net = new PureMail({ ...graph, ...seals, delayUs });
          net.post(a, b, 3);
          net.runTo(net.at + 300_000);
          const links = broken.map((link) => graph.links[link % graph.links.length]!);
          for (const [c, d] of links) net.part(c, d);
          net.post(a, b, 3);
          net.runTo(net.at + 2_000_000);
          for (const [c, d] of links) net.join(c, d);
          net.runTo(net.at + 2 * limits.unfoundMs * 1_000);
          const sequences = net.post(a, b, 3);
          net.settle();
          for (const sequence of sequences) {
            expect(net.outcomesOf(a, sequence)).toMatchObject([{ type: 'mail.delivered' }]);
          }
          expectOneOutcomeEach(net);
        },
      ),
      { numRuns: 200 },
    );
  });
});
