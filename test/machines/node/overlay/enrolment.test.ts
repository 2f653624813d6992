import { describe, expect, it } from 'vitest';
import { hearEnrol } from '../../../../src/machines/node/overlay/enrolment.ts';
import {
  changeOverlay,
  type NodeContext,
} from '../../../../src/machines/node/context/node-context.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';
import { dialsIn, idNumber, stateOfPeer, wordsIn } from '../../../support/pure-overlay.ts';

const seedHello = { capabilities: ['seed'] };
const leadOf = (letter: string) => ({ id: idOf(letter), address: `${letter}:1` });
const rollOf = (letters: string, more = 0) =>
  ({ kind: 'roll', leads: letters.split('').map(leadOf), more }) as const;
const addressesIn = (effects: readonly Effect[]) =>
  dialsIn(effects)
    .map((dial) => dial.split(' ')[1]!)
    .toSorted();

/** Asks the seed nodes `s` (on `o1`) and `t` (on `o2`). */
function asking(changes: Partial<NodeConfig> = {}): PureNode {
  return running({
    discovery: ['seeds'],
    seeds: ['s:1', 't:1'],
    pingIntervalMs: 600_000,
    ...changes,
  });
}

function reach(node: PureNode, link: string, letter: string): readonly Effect[] {
  node.open(link, letter, seedHello);
  return node.hear(link, { kind: 'welcome' }, { kind: 'pong', token: 1 });
}

describe('a node that starts', () => {
  it('asks all of its seed nodes to list it, and whom they have', () => {
    const node = asking();
    expect(dialsIn(node.effects)).toEqual(['o1 s:1', 'o2 t:1']);
    expect(wordsIn(reach(node, 'o1', 's'), 'enrol')).toEqual([
      { link: 'o1', kind: 'enrol', everyMs: limits.enrolIntervalMs },
    ]);
    expect(wordsIn(node.effects, 'hello').map(({ purpose }) => purpose)).toEqual(['enrol']);
  });

  it('asks nobody if it is not to find others so, or is a seed node itself', () => {
    expect(dialsIn(asking({ discovery: [] }).effects)).toEqual([]);
  });

  it('asks a seed node, too, that its user wants a connection to, on that one', () => {
    const node = asking({ seeds: ['s:1'], contacts: ['s:1', 'c:1'] });
    expect(dialsIn(node.effects)).toEqual(['o1 s:1', 'o2 c:1']);
    expect(wordsIn(reach(node, 'o1', 's'), 'enrol').length).toBe(1);
  });

  it('asks only who says that it is a seed node', () => {
    const node = asking();
    node.open('o1', 's');
    expect(saidIn(node.effects).at(-1)).toBe('o1: bye not-a-seed');
  });

  it('draws from what all of them told, each once, and itself left out', () => {
    const node = asking();
    reach(node, 'o1', 's');
    reach(node, 'o2', 't');
    expect(addressesIn(node.hear('o1', rollOf('cb')))).toEqual([]);
    expect(addressesIn(node.hear('o2', rollOf('dc')))).toEqual(['c:1', 'd:1']);
  });

  it('draws limits.seedDraw of them', () => {
    const node = asking({ seeds: ['s:1'] });
    reach(node, 'o1', 's');
    const dials = addressesIn(node.hear('o1', rollOf('cdefghij')));
    expect(dials.length).toBe(limits.seedDraw);
    expect(node.context.overlay.view.passive.size).toBe(8 - limits.seedDraw);
  });

  it('waits for all parts of what one of them tells', () => {
    const node = asking({ seeds: ['s:1'] });
    reach(node, 'o1', 's');
    expect(addressesIn(node.hear('o1', rollOf('c', 1)))).toEqual([]);
    expect(addressesIn(node.hear('o1', rollOf('d')))).toEqual(['c:1', 'd:1']);
  });

  it('waits for none that cannot be reached', () => {
    const node = asking();
    reach(node, 'o1', 's');
    expect(addressesIn(node.hear('o1', rollOf('c')))).toEqual([]);
    const failed = node.take({ type: 'dial.failed', link: 'o2', code: 'refused' });
    expect(addressesIn(failed)).toContain('c:1');
  });

  it('waits for the slow ones a second after the first has told, and takes what they tell later as it comes', () => {
    const node = asking();
    reach(node, 'o1', 's');
    node.hear('o1', rollOf('c'));
    expect(addressesIn(node.wait(999))).toEqual([]);
    expect(addressesIn(node.wait(1))).toEqual(['c:1']);
    reach(node, 'o2', 't');
    expect(addressesIn(node.hear('o2', rollOf('d')))).toEqual(['d:1']);
  });

  it('goes on without any of them, and asks again by and by', () => {
    const node = asking();
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    node.take({ type: 'dial.failed', link: 'o2', code: 'refused' });
    expect(node.context.overlay.joining.awaited).toEqual([]);
    expect(addressesIn(node.wait(2 * limits.backoffMinMs))).toEqual(['s:1', 't:1']);
  });

  it('says once that one of them cannot be reached, not each time, and again after it was', () => {
    const node = asking({ seeds: ['s:1'] });
    const fail = (link: string) => {
      const effects = node.take({ type: 'dial.failed', link, code: 'refused' });
      return reportsIn(effects, 'refused').length;
    };
    expect(fail('o1')).toBe(1);
    node.wait(2 * limits.backoffMinMs);
    expect(fail('o2')).toBe(0);
    node.wait(4 * limits.backoffMinMs);
    reach(node, 'o3', 's');
    node.take({ type: 'link.closed', link: 'o3', code: 'reset' });
    node.wait(8 * limits.backoffMinMs);
    expect(fail('o4')).toBe(1);
  });

  it('hears of nobody from those who are not its seed nodes', () => {
    const node = asking({ seeds: ['s:1'] });
    node.join('i1', 'c');
    expect(dialsIn(node.hear('i1', rollOf('defg')))).toEqual([]);
    expect(node.context.overlay.joining.leads).toEqual([]);
  });

  it('keeps no more of what they tell at first than all of them may tell', () => {
    const node = asking();
    reach(node, 'o1', 's');
    const leads = Array.from({ length: limits.leadsPerMessageMax }, (_, n) => ({
      id: idNumber(n),
      address: `x:${n + 1}`,
    }));
    const rolls = Array.from({ length: limits.gossipPerInputMax }, () => {
      return { kind: 'roll', leads, more: 1 } as const;
    });
    node.hear('o1', ...rolls);
    expect(node.context.overlay.joining.leads.length).toBe(limits.seedsMax * limits.rollSampleMax);
  });
});

describe('a node that is listed', () => {
  function listed(): PureNode {
    const node = asking({ seeds: ['s:1'] });
    reach(node, 'o1', 's');
    node.hear('o1', rollOf(''));
    return node;
  }

  it('says each second that it is there as long as it has no neighbour', () => {
    const node = listed();
    for (let times = 0; times < 3; times += 1) {
      expect(wordsIn(node.wait(1_000), 'enrol').length).toBe(1);
    }
  });

  it('says so after limits.enrolIntervalMs each as soon as it has one', () => {
    const node = listed();
    node.join('i1', 'c');
    node.wait(1_000);
    expect(wordsIn(node.wait(limits.enrolIntervalMs - 1), 'enrol')).toEqual([]);
    expect(wordsIn(node.wait(1), 'enrol').length).toBe(1);
  });

  it('comes back to a seed node that has parted with it for others only when it is time again', () => {
    const node = listed();
    node.hear('o1', { kind: 'bye', code: 'enrolled', text: '' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(dialsIn(node.wait(limits.enrolIntervalMs / 2 - 1))).toEqual([]);
    expect(dialsIn(node.wait(limits.enrolIntervalMs / 2 + 1))[0]).toBe('o2 s:1');
  });

  it('counts such a seed node as one that is known, for it has not left', () => {
    const node = listed();
    node.hear('o1', { kind: 'bye', code: 'enrolled', text: '' });
    node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(stateOfPeer(node.context, 's')).toBe('known');
  });

  it('asks again by itself when a seed node has restarted', () => {
    const node = listed();
    node.take({ type: 'link.closed', link: 'o1', code: 'reset' });
    node.wait(2 * limits.backoffMinMs);
    expect(wordsIn(reach(node, 'o2', 's'), 'enrol').length).toBe(1);
  });
});

describe('a seed node', () => {
  const enrol = { kind: 'enrol', everyMs: limits.enrolIntervalMs } as const;

  function seedNode(changes: Partial<NodeConfig> = {}): PureNode {
    return running({ role: 'seed', pingIntervalMs: 600_000, ...changes });
  }

  /** The probe that looks whether it is there finds it. */
  function enlist(node: PureNode, link: string, letter: string): readonly Effect[] {
    node.join(link, letter, { purpose: 'enrol' });
    const effects = node.hear(link, enrol);
    for (const dial of dialsIn(effects)) {
      const [probe = ''] = dial.split(' ');
      node.open(probe, letter);
      node.take({ type: 'link.closed', link: probe, code: 'ended' });
    }
    return effects;
  }

  const toldIn = (effects: readonly Effect[]) =>
    wordsIn(effects, 'roll').map(({ leads, more }) => [
      leads
        .map(({ id }) => id.slice(0, 1))
        .toSorted()
        .join(''),
      more,
    ]);

  it('tells whom it has found where they say, without who asks', () => {
    const node = seedNode();
    expect(toldIn(enlist(node, 'i1', 'c'))).toEqual([['', 0]]);
    expect(toldIn(enlist(node, 'i2', 'd'))).toEqual([['c', 0]]);
    node.wait(1_000);
    expect(toldIn(node.hear('i1', enrol))).toEqual([['d', 0]]);
  });

  it('says so in its hello, and is a seed node for others only then', () => {
    const node = seedNode();
    node.join('i1', 'c', { purpose: 'enrol' });
    expect(wordsIn(node.effects, 'hello').map(({ capabilities }) => capabilities)).toEqual([
      ['seed'],
    ]);
    expect(saidIn(running().accept('i1', 'c', { purpose: 'enrol' }))).toEqual([
      'i1: bye not-a-seed',
    ]);
  });

  it('is the only one who lists anybody', () => {
    const node = running();
    node.join('i1', 'c');
    expect(saidIn(node.hear('i1', enrol))).toEqual(['i1: bye not-a-seed']);
  });

  it('tells in as many messages as it takes, limits.rollSampleMax in all', () => {
    const node = seedNode();
    node.join('i1', 'c', { purpose: 'enrol' });
    const many = withListed(node.context, 2 * limits.rollSampleMax);
    const [, asked] = hearEnrol(many, node.context.links.get('i1')!, enrol, node.at);
    const rolls = asked.flatMap((one) =>
      one.type === 'tell' && one.event.type === 'say' ? one.event.messages : [],
    );
    const { rollSampleMax, leadsPerMessageMax } = limits;
    expect(rolls.length).toBe(rollSampleMax / leadsPerMessageMax);
    expect(rolls.map((message) => message.kind === 'roll' && message.more)).toEqual(
      rolls.map((_, n) => rollSampleMax - (n + 1) * leadsPerMessageMax),
    );
  });

  it('answers whoever asks without end no more often than they need to ask', () => {
    const node = seedNode();
    node.join('i1', 'c', { purpose: 'enrol' });
    const many = Array.from({ length: limits.gossipPerInputMax }, () => enrol);
    expect(toldIn(node.hear('i1', ...many)).length).toBe(1);
    node.wait(limits.enrolAgainMinMs - 1);
    expect(toldIn(node.hear('i1', enrol))).toEqual([]);
    node.wait(1);
    expect(toldIn(node.hear('i1', enrol)).length).toBe(1);
  });

  it('takes off whoever has left, and looks for whoever was lost', () => {
    const node = seedNode();
    enlist(node, 'i1', 'c');
    enlist(node, 'i2', 'd');
    node.hear('i1', { kind: 'bye', code: 'quit', text: '' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.context.overlay.roll!.entries.has(idOf('c'))).toBe(false);
    const lost = node.take({ type: 'link.closed', link: 'i2', code: 'reset' });
    expect(addressesIn(lost)).toEqual(['d:1']);
    expect(node.context.overlay.roll!.entries.has(idOf('d'))).toBe(true);
    const [dial = ''] = dialsIn(lost);
    node.take({ type: 'dial.failed', link: dial.split(' ')[0]!, code: 'refused' });
    expect(node.context.overlay.roll!.entries.has(idOf('d'))).toBe(false);
  });

  it('removes nobody on the word of others', () => {
    const node = seedNode();
    enlist(node, 'i1', 'c');
    enlist(node, 'i2', 'd');
    const effects = node.hear('i1', { kind: 'missing', peer: leadOf('d') });
    expect(addressesIn(effects)).toEqual(['d:1']);
    expect(node.context.overlay.roll!.entries.get(idOf('d'))?.isVerified).toBe(true);
  });

  it('parts with those it has told when three of four places are taken, so that others can come', () => {
    const node = seedNode({ connectionsMax: 8 });
    for (let n = 1; n <= 5; n += 1) {
      expect(saidIn(enlist(node, `i${n}`, 'cdefg'[n - 1]!)).join()).not.toContain('bye');
    }
    expect(saidIn(enlist(node, 'i6', 'h')).slice(0, 2)).toEqual(['i6: roll', 'i6: bye enrolled']);
  });
});

/** As if so many had been found where they say. */
function withListed(context: NodeContext, count: number): NodeContext {
  const roll = context.overlay.roll!;
  let { entries } = roll;
  for (let n = 0; n < count; n += 1) {
    const expiresAt = 3_600_000_000;
    const entry = { address: `x:${n + 1}`, expiresAt, isVerified: true, wantedAt: null };
    entries = entries.set(idNumber(n), entry);
  }
  return changeOverlay(context, { roll: { ...roll, entries } });
}
