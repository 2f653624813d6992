import { describe, expect, it } from 'vitest';
import { Body } from '../../../../src/protocol/body.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { idOf } from '../../../support/pure-config.ts';
import { answersIn, type PureNode, resultsIn, running } from '../../../support/pure-node.ts';
import { castIdOf, wordsIn } from '../../../support/pure-overlay.ts';

const quit = { command: 'quit' } as const;
const broadcast = (text: string | number) =>
  ({
    command: 'broadcast',
    topic: '',
    body: new Body(
      typeof text === 'number' ? new Uint8Array(text) : new TextEncoder().encode(text),
    ),
  }) as const;

/** With a neighbour, and seals that come when the test says. */
function sealing(changes: Partial<NodeConfig> = {}): PureNode {
  const node = running(changes);
  node.join('i1', 'c');
  node.sealsAtOnce = false;
  return node;
}

const sealsAskedIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'seals.make' && effect.of === 'casts'
      ? [`${effect.batch}: ${effect.words.map(castIdOf).join(' ')}`]
      : [],
  );
const spreadIn = (effects: readonly Effect[]) => wordsIn(effects, 'broadcast').map(castIdOf);

describe('what a node tells everybody', () => {
  it('is signed together if it was commanded together, and said in its order once it is', () => {
    const node = sealing();
    expect(node.command(broadcast('one'), { command: 'announce' }, broadcast('two'))).toEqual([
      '2 ok',
    ]);
    expect(sealsAskedIn(node.effects)).toEqual(['1: b1 b2 b3']);
    expect(spreadIn(node.effects)).toEqual([]);

    const signed = node.sign(1, 3);
    expect(answersIn(signed)).toEqual(['1 ok', '3 ok']);
    expect(spreadIn(signed)).toEqual(['b1', 'b3']);
    expect(node.context.overlay.sealing.size).toBe(0);
  });

  it('has the key and the signature that came, and what it was sealed for', () => {
    const node = sealing({ hopLimit: 5, wallMs: 1_000_000 });
    node.command(broadcast('hi'));
    const [said] = wordsIn(node.sign(1), 'broadcast');
    const signature = new Uint8Array(64);
    const expires = 1_000_000 + node.at / 1_000 + limits.castLifeMs;
    expect(said).toMatchObject({
      link: 'i1',
      hops: 1,
      topic: '',
      envelope: {
        origin: idOf('b'),
        sequence: 1,
        hopLimit: 5,
        key: new Uint8Array(44),
        signature,
        expires,
      },
    });
  });

  it('waits for its own seals alone: batches may come in any order', () => {
    const node = sealing();
    node.command(broadcast('one'));
    node.command(broadcast('two'));
    expect(sealsAskedIn(node.effects)).toEqual(['1: b1', '2: b2']);
    expect(spreadIn(node.sign(2))).toEqual(['b2']);
    expect(spreadIn(node.sign(1))).toEqual(['b1']);
  });

  it.each([
    ['that nobody asked for', 7, 1],
    ['of another number of casts', 1, 2],
  ] as const)('is not helped by seals %s', (_, batch, count) => {
    const node = sealing();
    node.command(broadcast('one'));
    expect(node.sign(batch, count)).toEqual([]);
    expect(spreadIn(node.sign(1))).toEqual(['b1']);
    expect(node.sign(1)).toEqual([]);
  });

  it('goes out at once, and unsigned, in a network that does not sign', () => {
    const node = sealing({ signs: false });
    expect(node.command(broadcast('one'))).toEqual(['1 ok']);
    expect(sealsAskedIn(node.effects)).toEqual([]);
    const [said] = wordsIn(node.effects, 'broadcast');
    expect(said?.envelope.key.length).toBe(0);
    expect(said?.envelope.signature.length).toBe(0);
  });

  it('is no more than limits.castsUnderWayMax while no seal comes: what is more is turned down', () => {
    const node = sealing();
    for (let count = 0; count < limits.castsUnderWayMax; count += 4_096) {
      const many = Array.from({ length: 4_096 }, () => broadcast('x'));
      expect(node.command(...many)).toEqual([]);
    }
    expect(node.command(broadcast('x'), broadcast('x'))).toEqual([
      `${limits.castsUnderWayMax + 1} outbox-full`,
      `${limits.castsUnderWayMax + 2} outbox-full`,
    ]);
    node.sign(1, 4_096);
    expect(node.command(broadcast('x'))).toEqual([]);
  });

  it('has no more than limits.castBytesUnderWayMax while no seal comes', () => {
    const node = sealing();
    const fit = Math.floor(limits.castBytesUnderWayMax / limits.bodyBytesMax);
    for (let count = 1; count <= fit; count += 1) {
      const declined = node.command(broadcast(limits.bodyBytesMax));
      if (declined.length === 0) continue;
      expect(declined).toEqual([`${count} outbox-full`]);
      expect(count).toBe(fit);
      return;
    }
    expect(node.command(broadcast(limits.bodyBytesMax))).toEqual([`${fit + 1} outbox-full`]);
  });

  it('says no more that it is here while no seal comes than there is room for', () => {
    const node = sealing({ presenceIntervalMs: 1_000 });
    for (let count = 0; count < limits.castsUnderWayMax; count += 4_096) {
      node.command(...Array.from({ length: 4_096 }, () => broadcast('x')));
    }
    node.hear('i1', { kind: 'pong', token: 1 });
    const asked = sealsAskedIn(node.effects).length;
    node.wait(3_000);
    expect(sealsAskedIn(node.effects).length).toBe(asked);
  });
});

describe('a node that stops', () => {
  it('says what waits for its seals, and that it leaves, before it goes', () => {
    const node = sealing({ presenceIntervalMs: limits.presenceIntervalMs });
    expect(node.command(broadcast('last words'), quit)).toEqual(['2 ok']);
    expect(node.stateOf('node')).toBe('parting');
    expect(sealsAskedIn(node.effects)).toEqual(['1: b1', '2: b2']);
    expect(spreadIn(node.sign(1))).toEqual(['b1']);
    expect(node.stateOf('node')).toBe('parting');
    const said = node.sign(2);
    expect(wordsIn(said, 'presence').map(({ state }) => state)).toEqual(['leaving']);
    expect(wordsIn(said, 'bye').map(({ code }) => code)).toEqual(['quit']);
    expect(node.stateOf('node')).toBe('stopping');
  });

  it('waits for its seals no longer than limits.sealTimeoutMs, and answers whoever waits for them', () => {
    const node = sealing();
    node.command(broadcast('never'), quit);
    node.wait(limits.sealTimeoutMs - 1);
    expect(node.stateOf('node')).toBe('parting');
    const effects = node.wait(1);
    expect(node.stateOf('node')).toBe('stopping');
    expect(answersIn(effects)).toEqual(['1 not-running']);
  });

  it('takes no more commands meanwhile, nor links', () => {
    const node = sealing();
    node.command(broadcast('never'), quit);
    expect(node.command(broadcast('too late'), quit)).toEqual(['3 not-running', '4 ok']);
    expect(node.take({ type: 'link.accepted', link: 'i9', address: 'd:5' })).toEqual([
      { type: 'link.close', link: 'i9' },
    ]);
  });

  it('still hears its neighbours meanwhile', () => {
    const node = sealing();
    node.command(broadcast('never'), quit);
    node.join('i9', 'd');
    expect(resultsIn(node.effects).length).toBe(1);
    node.hear('i1', { kind: 'ping', token: 9 });
    expect(wordsIn(node.effects, 'pong').length).toBe(1);
  });
});
