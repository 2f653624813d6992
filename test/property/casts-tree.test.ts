import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt } from '../../src/overlay/tree/tree.ts';
import { limits } from '../../src/protocol/limits.ts';
import { anyGraph, diameterOf } from '../support/any-graph.ts';
import {
  anyBursts,
  anyDelayUs,
  anyJudgement,
  expectOnceEverywhere,
  playBursts,
} from '../support/any-trees.ts';
import { PureTrees } from '../support/pure-trees.ts';

describe('casts in a graph that stays connected', () => {
  it('come to every node once, over as many links as it is wide and no more (S3-38)', () => {
    fc.assert(
      fc.property(
        anyGraph(12),
        anyDelayUs(300),
        anyJudgement,
        anyBursts,
        (graph, delayUs, judgement, bursts) => {
          const trees = new PureTrees({ ...graph, ...judgement, delayUs });
          const casts = playBursts(trees, bursts, diameterOf(graph));
          trees.settle();
          expectOnceEverywhere(trees, casts);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('come to every node once whatever links are lost meanwhile, once these have healed', () => {
    const anyBreaks = fc.array(fc.tuple(fc.nat(), fc.nat(100_000), fc.nat(100_000)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        anyGraph(10),
        anyDelayUs(100),
        anyJudgement,
        anyBursts,
        anyBreaks,
        (graph, delayUs, judgement, bursts, breaks) => {
          const trees = new PureTrees({ ...graph, ...judgement, delayUs });
          const casts = bursts.flatMap((burst, index) => {
            const [which, afterUs, downUs] = breaks[index] ?? [0, 0, 0];
            const said = playBursts(trees, [burst]);
            const [a, b] = graph.links[which % graph.links.length]!;
            trees.runTo(trees.at + afterUs);
            trees.part(a, b);
            trees.runTo(trees.at + downUs);
            trees.join(a, b);
            return said;
          });
          trees.settle();
          expectOnceEverywhere(trees, casts);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cost as many payloads as there are nodes to reach, once the tree of their origin stands', () => {
    fc.assert(
      fc.property(anyGraph(12), anyDelayUs(5), anyJudgement, (graph, delayUs, judgement) => {
        const judgementUs = Math.min(judgement.judgementUs, 1_000);
        const trees = new PureTrees({ ...graph, ...judgement, judgementUs, delayUs });
        const nodes = [...trees.trees.keys()];
        for (const node of nodes) {
          trees.broadcast(node);
          trees.settle();
        }
        for (const node of nodes) {
          trees.payloads = 0;
          trees.broadcast(node);
          trees.settle();
          expect(trees.payloads).toBe(graph.size - 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leave silence behind, and nothing that is kept', () => {
    fc.assert(
      fc.property(anyGraph(10), anyDelayUs(300), anyBursts, (graph, delayUs, bursts) => {
        const trees = new PureTrees({ ...graph, delayUs });
        playBursts(trees, bursts);
        trees.settle();
        trees.payloads = 0;
        trees.controls = 0;
        trees.runTo(trees.at + limits.keptCastMs * 1_000 + 1_000_000);
        expect([trees.payloads, trees.controls]).toEqual([0, 0]);
        expect(trees.trees.map(dueAt)).toEqual(trees.trees.map(() => null));
        expect(trees.trees.map(({ kept }) => kept.count + kept.bytes)).toEqual(
          trees.trees.map(() => 0),
        );
      }),
    );
  });
});
