import { describe, expect, it } from 'vitest';
import { Body } from '../../../../src/protocol/body.ts';
import type { Letter } from '../../../../src/protocol/mail-words.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { ask, reply } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import {
  connectedTo,
  lastOf,
  type PureNode,
  reportsIn,
  resultsIn,
} from '../../../support/pure-node.ts';
import { envelopeOf, wordsIn } from '../../../support/pure-overlay.ts';

const many = <T>(count: number, of: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => of(n));

/** What c says to b, its neighbour, about something that b has asked or will be asked. */
function letterFrom(letter: string, changes: Partial<Letter>): Letter {
  return {
    kind: 'letter',
    target: idOf('b'),
    envelope: envelopeOf(letter, 7),
    number: 1,
    purpose: 'answer',
    topic: 'time',
    re: 0,
    hops: 1,
    path: [],
    body: new Body(new TextEncoder().encode('noon')),
    ...changes,
  };
}

function asked(): PureNode {
  const node = connectedTo('c', 'd');
  node.command(ask('@c', 'time'));
  return node;
}

/** The last letter has come there, and nothing is said to it. */
function taken(node: PureNode, link: string, letter: string): void {
  const { sequence } = wordsIn(lastOf(node), 'letter')[0]!.envelope;
  const fate = { kind: 'fate', to: idOf('b'), code: 'delivered', next: '', path: [] } as const;
  const { instance } = node.context.config;
  node.hear(link, { ...fate, instance, sequences: [sequence], envelope: envelopeOf(letter, 8) });
}

describe('an ask', () => {
  it('goes to a neighbour as a letter over nobody else', () => {
    const [letter] = wordsIn(lastOf(asked()), 'letter');
    expect(letter).toMatchObject({ link: 'i1', purpose: 'ask', topic: 'time', path: [], hops: 1 });
  });

  it('is answered when its answer comes, which is told with it', () => {
    const node = asked();
    expect(resultsIn(node.effects)).toEqual([]);
    const effects = node.hear('i1', letterFrom('c', { re: 1 }));
    expect(reportsIn(effects, 'mail')).toMatchObject([
      {
        letters: [{ from: idOf('c'), purpose: 'answer', topic: 'time', re: 1, hops: 1, path: [] }],
      },
    ]);
    expect(resultsIn(effects)).toEqual([
      { ok: true, result: { from: idOf('c'), sequence: 1, hops: 1, path: [] } },
    ]);
    expect(resultsIn(node.hear('i1', letterFrom('c', { re: 1, number: 2 })))).toEqual([]);
  });

  it('is answered by nobody but the one who was asked', () => {
    const effects = asked().hear('i2', letterFrom('d', { re: 1 }));
    expect([resultsIn(effects), reportsIn(effects, 'mail')]).toEqual([[], []]);
  });

  it.each([
    ['no-such-topic', 'no-such-topic'],
    ['topic-busy', 'topic-busy'],
    ['whatever they say', 'answer-failed'],
  ])('that is declined as "%s" has failed as %s', (topic, code) => {
    const effects = asked().hear('i1', letterFrom('c', { re: 1, purpose: 'decline', topic }));
    expect(resultsIn(effects)).toMatchObject([{ ok: false, code }]);
    expect(reportsIn(effects, 'mail')).toEqual([]);
  });

  it('without an answer is given up after limits.letterTimeoutMs', () => {
    const node = asked();
    taken(node, 'i1', 'c');
    expect(resultsIn(node.wait(limits.letterTimeoutMs - 1))).toEqual([]);
    expect(resultsIn(node.wait(1))).toMatchObject([{ ok: false, code: 'no-answer' }]);
  });

  it('is given up in its own time, also when one from before was answered', () => {
    const node = asked();
    node.wait(5_000);
    node.command(ask('@d', 'weather'));
    taken(node, 'i2', 'd');
    node.hear('i1', letterFrom('c', { re: 1 }));
    expect(resultsIn(node.wait(limits.letterTimeoutMs - 1))).toEqual([]);
    expect(resultsIn(node.wait(1))).toMatchObject([{ ok: false, code: 'no-answer' }]);
  });

  it('that comes no further has failed, and says according to whom', () => {
    const node = connectedTo('c');
    node.command(ask(idOf('z'), 'time'));
    const [seek] = wordsIn(lastOf(node), 'seek');
    const fate = { kind: 'fate', to: idOf('b'), code: 'hop-limit', next: '', path: [] } as const;
    const { instance } = node.context.config;
    const sequences = [seek!.envelope.sequence];
    node.hear('i1', { ...fate, instance, sequences, envelope: envelopeOf('c', 8) });
    const [outcome] = resultsIn(node.wait(limits.letterTimeoutMs));
    expect(outcome).toMatchObject({ ok: false, code: 'hop-limit', where: idOf('c'), hops: 1 });
  });

  it('whose node stops has failed', () => {
    const node = asked();
    node.command({ command: 'quit' });
    const effects = node.wait(limits.lastLettersTimeoutMs);
    expect(resultsIn(effects)).toMatchObject([{ ok: false, code: 'not-running' }]);
  });

  it('of a topic that too much is asked about is refused (limits.asksPerTopicMax)', () => {
    const node = connectedTo('c');
    const asks = many(limits.asksPerTopicMax, () => ask('@c', 'time'));
    expect(node.command(...asks)).toEqual([]);
    expect(node.command(ask('@c', 'time'), ask('@c', 'weather'))).toEqual(['257 topic-busy']);
  });

  it('beyond all that can be asked is refused (limits.asksMax)', () => {
    const node = connectedTo('c', 'd');
    const asks = many(limits.asksMax, (n) => ask(n % 2 === 0 ? '@c' : '@d', `topic ${n}`));
    expect(node.command(...asks)).toEqual([]);
    expect(node.command(ask('@c', 'time'))).toEqual([`${limits.asksMax + 1} topic-busy`]);
  });
});

describe('what a node is asked', () => {
  it('is told, and answered to who has asked', () => {
    const node = connectedTo('c');
    const effects = node.hear('i1', letterFrom('c', { purpose: 'ask' }));
    expect(reportsIn(effects, 'mail')).toMatchObject([
      { letters: [{ from: idOf('c'), sequence: 7, purpose: 'ask', topic: 'time' }] },
    ]);
    expect(node.command(reply('c', 7, 'time'))).toEqual(['1 ok']);
    expect(wordsIn(lastOf(node), 'letter')).toMatchObject([
      { purpose: 'answer', topic: 'time', re: 7, target: idOf('c') },
    ]);
    expect(node.command(reply('c', 7, 'time', 'no-such-topic'))).toEqual(['2 ok']);
    expect(wordsIn(lastOf(node), 'letter')).toMatchObject([
      { purpose: 'decline', topic: 'no-such-topic', re: 7 },
    ]);
  });

  it('by somebody who is ignored is not told', () => {
    const node = connectedTo('c');
    node.command({ command: 'ignore', peer: '@c' });
    const effects = node.hear('i1', letterFrom('c', { purpose: 'ask' }));
    expect(reportsIn(effects, 'mail')).toEqual([]);
  });
});

describe('an ask that its target refuses', () => {
  it.each(['not-wanted', 'toString', '__proto__', 'constructor', 'what is that'])(
    'for "%s" has failed with a code and a text',
    (code) => {
      const node = asked();
      const { instance, sequence } = wordsIn(lastOf(node), 'letter')[0]!.envelope;
      const fate = { to: idOf('b'), instance, sequences: [sequence], code, next: '', path: [] };
      const effects = node.hear('i1', { kind: 'fate', envelope: envelopeOf('c', 1), ...fate });
      expect(resultsIn(effects)).toMatchObject([{ ok: false, code, text: expect.any(String) }]);
    },
  );
});
