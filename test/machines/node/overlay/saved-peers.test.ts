import { describe, expect, it } from 'vitest';
import { savePeers } from '../../../../src/machines/node/overlay/saved-peers.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { connect } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running } from '../../../support/pure-node.ts';
import { idNumber, presenceFrom } from '../../../support/pure-overlay.ts';

function saving(changes: Partial<NodeConfig> = {}): PureNode {
  return running({
    discovery: ['saved'],
    wallMs: 1_700_000_040_000,
    pingIntervalMs: 600_000,
    ...changes,
  });
}

const pagesIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'note.keep' && effect.page === 'peers' ? [effect.lines] : [],
  );
const peersIn = (effects: readonly Effect[]) =>
  pagesIn(effects).map((lines) => lines.map((line) => /\w{52}@\S+/.exec(line)![0]));
const at = (letter: string) => `${idOf(letter)}@${letter}:1`;

describe('where peers were', () => {
  it('is kept after limits.saveIntervalMs each, if it has changed', () => {
    const node = saving();
    node.join('i1', 'c');
    expect(pagesIn(node.wait(limits.saveIntervalMs - 1))).toEqual([]);
    expect(peersIn(node.wait(1))).toEqual([[at('c')]]);
    node.join('i2', 'd');
    const [lines] = peersIn(node.wait(limits.saveIntervalMs));
    expect(lines?.toSorted()).toEqual([at('c'), at('d')]);
  });

  it('is kept when the node leaves, and not again if nothing is new', () => {
    const node = saving();
    node.join('i1', 'c');
    node.command({ command: 'quit' });
    expect(peersIn(node.effects)).toEqual([[at('c')]]);
  });

  it('has whoever was seen last first, with the minute', () => {
    const node = saving();
    node.join('i1', 'c');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    node.wait(1_000);
    node.join('i2', 'd');
    const [lines] = pagesIn(node.wait(limits.saveIntervalMs));
    expect(lines).toMatchObject([
      expect.stringMatching(new RegExp(`${at('d')}\\t1700000040000`)),
      expect.stringMatching(new RegExp(`${at('c')}\\t1700000040000`)),
    ]);
  });

  it.each([
    ['is banned', (node: PureNode) => banned(node)],
    ['only says of itself where it is', (node: PureNode) => rumoured(node)],
  ] as const)('has nobody who %s', (_, meet) => {
    const node = saving();
    node.join('i1', 'c');
    meet(node);
    expect(peersIn(node.wait(limits.saveIntervalMs))).toEqual([[at('c')]]);
  });

  it('has those of an earlier run, also once they say that they are there', () => {
    const node = saving({ saved: ['d', 'e'].map(at) });
    node.join('i1', 'c');
    for (const letter of ['d', 'e']) {
      const envelope = { instance: { boot: 2, nonce: 3 }, expires: 1_700_000_100_000 };
      node.hear('i1', presenceFrom(letter, 1, { envelope }));
    }
    const [lines] = peersIn(node.wait(limits.saveIntervalMs));
    expect(lines?.toSorted()).toEqual(['c', 'd', 'e'].map(at));
  });

  it('has no seed nodes', () => {
    const node = saving({ discovery: ['saved', 'seeds'], seeds: ['s:1'] });
    node.open('o1', 's', { capabilities: ['seed'] });
    node.hear('o1', { kind: 'welcome' }, { kind: 'pong', token: 1 });
    expect(pagesIn(node.wait(limits.saveIntervalMs))).toEqual([]);
  });

  it('has limits.savedPeersMax at most', () => {
    const node = saving();
    for (let n = 0; n < limits.savedPeersMax + 3; n += 1) {
      node.at += limits.hostAttemptHealMs * 1_000;
      node.join(`i${n}`, 'c', { id: idNumber(n) });
      node.take({ type: 'link.closed', link: `i${n}`, code: 'reset' });
    }
    node.command({ command: 'quit' });
    expect(pagesIn(node.effects).at(-1)?.length).toBe(limits.savedPeersMax);
  });

  it('has whom this node has dialled, and those on other hosts, however many come last by themselves', () => {
    const node = saving();
    node.command(connect('d:1'));
    node.open('o1', 'd');
    node.hear('o1', { kind: 'welcome' });
    node.take({ type: 'link.closed', link: 'o1', code: 'reset' });
    node.join('i0', 'e');
    node.take({ type: 'link.closed', link: 'i0', code: 'reset' });
    for (let n = 1; n <= limits.peersMax; n += 1) {
      node.at += limits.hostAttemptHealMs * 1_000;
      node.join(`i${n}`, 'c', { id: idNumber(n) });
      node.take({ type: 'link.closed', link: `i${n}`, code: 'reset' });
      if (n === limits.savedPeersMax) expect(savedIn(node)).toEqual([at('d'), at('e')]);
    }
    expect(savedIn(node)).toEqual([at('d')]);
  });

  it('has again whom it had in an earlier run, before those who come by themselves', () => {
    const node = saving({ saved: [at('d')] });
    for (let n = 1; n <= limits.savedPeersMax; n += 1) {
      node.at += limits.hostAttemptHealMs * 1_000;
      node.join(`i${n}`, 'c', { id: idNumber(n) });
      node.take({ type: 'link.closed', link: `i${n}`, code: 'reset' });
    }
    expect(savedIn(node)).toEqual([at('d')]);
  });

  it('is not kept if the user does not want it', () => {
    const node = saving({ discovery: [] });
    node.join('i1', 'c');
    node.wait(limits.saveIntervalMs);
    node.command({ command: 'quit' });
    expect(pagesIn(node.effects)).toEqual([]);
  });
});

/** Of those it would keep now, who are not in the crowd. */
function savedIn(node: PureNode): readonly string[] {
  const [, effects] = savePeers(node.context, node.at);
  const [lines] = peersIn(effects as readonly Effect[]);
  expect(lines?.length).toBe(limits.savedPeersMax);
  return lines!.filter((line) => !line.endsWith('@c:1'));
}

function banned(node: PureNode): void {
  node.join('i2', 'd');
  node.command({ command: 'ban', peer: '@d' });
}

function rumoured(node: PureNode): void {
  node.hear('i1', presenceFrom('z', 1, { envelope: { expires: 1_700_000_100_000 } }));
  expect(node.context.peers.has(idOf('z'))).toBe(true);
}
