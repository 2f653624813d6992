import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running } from '../../../support/pure-node.ts';
import { idNumber, presenceFrom, wordsIn } from '../../../support/pure-overlay.ts';

const everyMs = limits.presenceIntervalMs;
const quit = { command: 'quit' } as const;

function present(changes: Partial<NodeConfig> = {}): PureNode {
  const node = running({ presenceIntervalMs: everyMs, pingIntervalMs: 600_000, ...changes });
  node.join('i1', 'c');
  return node;
}

const said = (effects: readonly Effect[]) =>
  wordsIn(effects, 'presence').map(
    ({ link, state, everyMs: every }) => `${link} ${state} ${every}`,
  );

describe('a node says to everybody that it is there', () => {
  it('a moment after it has a neighbour, once for those who come together', () => {
    const node = present();
    node.join('i2', 'd');
    expect(said(node.effects)).toEqual([]);
    expect(said(node.wait(100)).toSorted()).toEqual([`i1 here ${everyMs}`, `i2 here ${everyMs}`]);
  });

  it('and again after each period (S3-31)', () => {
    const node = present();
    node.wait(100);
    for (let times = 0; times < 5; times += 1) {
      expect(said(node.wait(everyMs))).toEqual([`i1 here ${everyMs}`]);
    }
  });

  it('and where it can be found, how it is called and who its neighbours are', () => {
    const node = present();
    node.join('i2', 'd');
    const [word] = wordsIn(node.wait(100), 'presence');
    expect(word).toMatchObject({ name: 'b', addresses: ['b:1'] });
    expect(word?.neighbours.toSorted()).toEqual([idOf('c'), idOf('d')]);
  });

  it('at the addresses that it is to tell, limits.addressesMax at most', () => {
    const advertise = Array.from({ length: limits.addressesMax + 2 }, (_, n) => `x:${n + 1}`);
    const [word] = wordsIn(present({ advertise }).wait(100), 'presence');
    expect(word?.addresses).toEqual(advertise.slice(0, limits.addressesMax));
  });

  it('with limits.presenceNeighboursMax neighbours at most', () => {
    const node = present();
    for (let n = 2; n <= limits.presenceNeighboursMax + 1; n += 1) {
      node.join(`i${n}`, 'cdefghijklmnop'[n]!);
    }
    const [word] = wordsIn(node.wait(100), 'presence');
    expect(word?.neighbours.length).toBe(limits.presenceNeighboursMax);
  });

  it('more rarely with many, so that all of them say it limits.presencesPerSecondMax times in a second', () => {
    const node = present();
    const many = 4 * limits.presencesPerSecondMax * (everyMs / 1_000);
    const presences = Array.from({ length: many }, (_, n) =>
      presenceFrom('c', 1, { envelope: { origin: idNumber(n) } }),
    );
    node.hear('i1', ...presences);
    expect(said(node.wait(100))).toEqual([`i1 here ${4 * everyMs}`]);
    expect(said(node.wait(3 * everyMs))).toEqual([]);
  });

  it('not while it has no neighbour, and at once when one comes back', () => {
    const node = present();
    node.wait(100);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(said(node.wait(10 * everyMs))).toEqual([]);
    node.join('i2', 'd');
    expect(said(node.wait(100))).toEqual([`i2 here ${everyMs}`]);
  });

  it('never by itself if it is told not to', () => {
    const node = present({ presenceIntervalMs: 0 });
    expect(said(node.wait(10 * everyMs))).toEqual([]);
    node.command(quit);
    expect(said(node.effects)).toEqual([]);
  });

  it('when its user wants it, and promises nothing if it never does by itself', () => {
    const node = present({ presenceIntervalMs: 0 });
    expect(node.command({ command: 'announce' })).toEqual(['1 ok']);
    expect(said(node.effects)).toEqual(['i1 here 0']);
  });
});

describe('a node that leaves', () => {
  it('says so to everybody, before it says goodbye to its neighbours', () => {
    const node = present();
    node.command(quit);
    expect(said(node.effects)).toEqual(['i1 leaving 0']);
    const kinds = node.effects.flatMap((effect) =>
      effect.type === 'link.send' ? effect.messages.map(({ kind }) => kind) : [],
    );
    expect(kinds.indexOf('presence')).toBeLessThan(kinds.indexOf('bye'));
  });

  it('says it whole to all neighbours, for nobody can ask for it any more', () => {
    const node = present();
    node.wait(100);
    node.hear('i1', { kind: 'prune' });
    node.command(quit);
    expect(said(node.effects)).toEqual([`i1 here ${everyMs}`, 'i1 leaving 0']);
  });

  it('has nobody to tell without neighbours, and is gone at once', () => {
    const node = running({ presenceIntervalMs: everyMs });
    node.command(quit);
    expect(node.isOver).toBe(true);
  });

  it('says it as well when it cannot listen any more', () => {
    const node = present();
    node.take({ type: 'network.failed', code: 'listen-failed', text: '' });
    expect(said(node.effects)).toEqual(['i1 leaving 0']);
    expect(node.stateOf('node')).toBe('stopping');
  });
});
