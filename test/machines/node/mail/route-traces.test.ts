import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Fate } from '../../../../src/protocol/mail-words.ts';
import { idOf } from '../../../support/pure-config.ts';
import { connectedTo, lastOf, type PureNode, resultsIn } from '../../../support/pure-node.ts';
import { envelopeOf, wordsIn } from '../../../support/pure-overlay.ts';

const route = (peer: string) => ({ command: 'route', peer }) as const;

/** What somebody says of the last words of this kind, over the way that they took. */
function fates(
  node: PureNode,
  effects: readonly Effect[],
  of: 'seek' | 'letter',
  code: string,
): readonly Fate[] {
  return wordsIn(effects, of).map((word, index) => ({
    kind: 'fate',
    to: idOf('b'),
    instance: node.context.config.instance,
    sequences: [word.envelope.sequence],
    envelope: { ...envelopeOf('z', 100 + index), origin: word.target },
    code,
    next: '',
    path: word.kind === 'letter' ? word.path : [idOf('c')],
  }));
}

describe('route', () => {
  it('to a neighbour is one hop, with the time that it took', () => {
    const node = connectedTo('c');
    node.command(route('@c'));
    const first = fates(node, lastOf(node), 'letter', 'delivered');
    node.wait(5);
    const echoes = node.hear('i1', ...first);
    node.wait(3);
    const ended = node.hear('i1', ...fates(node, echoes, 'letter', 'delivered'));
    const times = [{ peer: idOf('c'), hops: 1, ms: 3 }];
    expect(resultsIn(ended)).toEqual([
      { ok: true, result: { peer: idOf('c'), hops: 1, path: [], times } },
    ]);
  });

  it('to somebody behind a neighbour has a line for each on the way, and none in vain', () => {
    const node = connectedTo('c');
    node.command(route(idOf('z')));
    const seek = node.effects;
    const letters = node.hear('i1', ...fates(node, seek, 'seek', 'found'));
    const echoes = node.hear('i1', ...fates(node, letters, 'letter', 'delivered'));
    const [near, far] = wordsIn(echoes, 'letter');
    expect([near?.path, far?.path]).toEqual([[], [idOf('c')]]);
    node.wait(2);
    const [, last] = fates(node, echoes, 'letter', 'delivered');
    expect(resultsIn(node.hear('i1', last!))).toEqual([]);
    const ended = resultsIn(node.wait(limits.echoTimeoutMs));
    const times = [
      { peer: idOf('c'), hops: 1, ms: null },
      { peer: idOf('z'), hops: 2, ms: 2 },
    ];
    expect(ended).toEqual([
      { ok: true, result: { peer: idOf('z'), hops: 2, path: [idOf('c')], times } },
    ]);
  });

  it('to somebody whom nobody finds has failed', () => {
    const node = connectedTo('c');
    expect(node.command(route(idOf('z')), route('nobody'))).toEqual(['2 unknown-peer']);
    const ended = node.wait(limits.letterTimeoutMs);
    expect(resultsIn(ended)).toMatchObject([{ ok: false, code: 'no-route' }]);
  });

  it('to somebody who is too far away has failed, and says according to whom', () => {
    const node = connectedTo('c');
    node.command(route(idOf('z')));
    const [told] = fates(node, node.effects, 'seek', 'hop-limit');
    node.hear('i1', { ...told!, envelope: envelopeOf('c', 100), path: [] });
    const [outcome] = resultsIn(node.wait(limits.letterTimeoutMs));
    expect(outcome).toMatchObject({ ok: false, code: 'hop-limit', where: idOf('c'), hops: 1 });
  });

  it('is refused where so many are traced already (limits.tracesMax)', () => {
    const node = connectedTo('c');
    const routes = Array.from({ length: limits.tracesMax + 1 }, () => route('@c'));
    expect(node.command(...routes)).toEqual([`${limits.tracesMax + 1} outbox-full`]);
  });

  it('has failed when the node stops', () => {
    const node = connectedTo('c');
    node.command(route('@c'));
    node.command({ command: 'quit' });
    const ended = node.wait(limits.lastLettersTimeoutMs);
    expect(resultsIn(ended)).toMatchObject([{ ok: false, code: 'not-running' }]);
  });
});
