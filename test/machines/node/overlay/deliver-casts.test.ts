import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, reportsIn, running } from '../../../support/pure-node.ts';
import { broadcastFrom, presenceFrom, stateOfPeer } from '../../../support/pure-overlay.ts';

function withNeighbours(): PureNode {
  const node = running({ pingIntervalMs: 600_000 });
  node.join('i1', 'c');
  node.join('i2', 'd');
  return node;
}

const textsIn = (effects: readonly Effect[]) =>
  reportsIn(effects, 'broadcast').flatMap(({ casts }) =>
    casts.map(({ from, sequence, hops, body }) => {
      const text = Buffer.from(body.source.subarray(body.start, body.end)).toString();
      return `${from[0]}${sequence} ${hops} ${text}`;
    }),
  );
const newsIn = (effects: readonly Effect[]) =>
  reportsIn(effects, 'peer').map(({ peer, state, cause }) => `${peer[0]} ${state} ${cause}`);

describe('a broadcast', () => {
  it('is told once, whoever brings it and however often (S3-38)', () => {
    const node = withNeighbours();
    expect(textsIn(node.hear('i1', broadcastFrom('z', 1, 'hi')))).toEqual(['z1 1 hi']);
    expect(textsIn(node.hear('i1', broadcastFrom('z', 1, 'hi')))).toEqual([]);
    expect(textsIn(node.hear('i2', broadcastFrom('z', 1, 'hi')))).toEqual([]);
  });

  it('is told in one report with what came with it, in its order', () => {
    const node = withNeighbours();
    const effects = node.hear('i1', broadcastFrom('z', 2, 'b'), broadcastFrom('z', 1, 'a'));
    expect(reportsIn(effects, 'broadcast').length).toBe(1);
    expect(textsIn(effects)).toEqual(['z2 1 b', 'z1 1 a']);
  });

  it.each(['ban', 'ignore'] as const)(
    'is not told but passed on if the user told to %s its origin',
    (command) => {
      const node = withNeighbours();
      node.command({ command, peer: `@${idOf('z')}` });
      const effects = node.hear('i1', broadcastFrom('z', 1));
      expect(textsIn(effects)).toEqual([]);
      const links = effects.flatMap((effect) => (effect.type === 'link.send' ? [effect.link] : []));
      expect(links).toEqual(['i2']);
    },
  );

  it('is not told before it was found to be from whom it says, nor if it is not', () => {
    const node = withNeighbours();
    node.sealsAtOnce = false;
    expect(textsIn(node.hear('i1', broadcastFrom('z', 1)))).toEqual([]);
    expect(textsIn(node.judge(1, 1, false))).toEqual([]);
    node.hear('i2', broadcastFrom('z', 1));
    expect(textsIn(node.judge(2))).toEqual(['z1 1 hi']);
  });
});

describe('a presence', () => {
  it('makes its origin known, and alive, which is news once (S2-32)', () => {
    const node = withNeighbours();
    expect(newsIn(node.hear('i1', presenceFrom('z', 1)))).toEqual(['z alive presence']);
    expect(newsIn(node.hear('i1', presenceFrom('z', 2)))).toEqual([]);
    expect(node.context.peers.get(idOf('z'))).toMatchObject({
      name: 'z',
      address: 'z:1',
      state: 'alive',
      link: null,
      seenAt: node.at,
    });
  });

  it('that fails to come makes its origin suspect, and then lost', () => {
    const node = withNeighbours();
    const expires = node.at / 1_000 + limits.castLifeMs;
    node.hear('i1', presenceFrom('z', 1, { envelope: { expires } }));
    const { presencesMissedMax, presencesLostMax, presenceIntervalMs } = limits;
    expect(newsIn(node.wait(presencesMissedMax * presenceIntervalMs))).toEqual([]);
    expect(newsIn(node.wait(1))).toEqual(['z suspect silence']);
    const rest = (presencesLostMax - presencesMissedMax) * presenceIntervalMs;
    expect(newsIn(node.wait(rest + 1))).toEqual(['z lost silence']);
    expect(newsIn(node.hear('i1', presenceFrom('z', 2)))).toEqual(['z alive presence']);
  });

  it('that says goodbye makes its origin one that has left, which is not lost', () => {
    const node = withNeighbours();
    node.hear('i1', presenceFrom('z', 1));
    const leaving = presenceFrom('z', 2, { state: 'leaving', everyMs: 0 });
    expect(newsIn(node.hear('i1', leaving))).toEqual(['z left presence']);
    expect(newsIn(node.hear('i1', presenceFrom('z', 1)))).toEqual([]);
    expect(newsIn(node.wait(10 * limits.presenceIntervalMs))).toEqual([]);
    expect(stateOfPeer(node.context, 'z')).toBe('left');
  });

  it('of somebody who is connected says nothing that the connection does not show better', () => {
    const node = withNeighbours();
    const leaving = presenceFrom('c', 1, { state: 'leaving' });
    expect(newsIn(node.hear('i2', leaving))).toEqual([]);
    expect(stateOfPeer(node.context, 'c')).toBe('alive');
  });

  it('that comes back to its origin is none', () => {
    const node = withNeighbours();
    node.hear('i1', presenceFrom('b', 1));
    expect(node.context.peers.has(idOf('b'))).toBe(false);
  });
});
