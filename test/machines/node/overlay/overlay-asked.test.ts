import { describe, expect, it } from 'vitest';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { connect } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running } from '../../../support/pure-node.ts';
import { dialsIn, presenceFrom } from '../../../support/pure-overlay.ts';

const saved = (address: string, letter = 'c') => `${idOf(letter)}@${address}`;
const leadOf = (node: PureNode, letter = 'c') =>
  node.context.overlay.view.passive.get(idOf(letter));

function withLead(address: string, changes: Partial<NodeConfig> = {}): PureNode {
  return running({ discovery: ['saved'], saved: [saved(address)], ...changes });
}

describe('a node whose plain links stay on this host', () => {
  it.each(['c:1', '10.0.0.1:1', '[2001:db8::1]:1'])('dials nobody at %s unasked', (address) => {
    const node = withLead(address, { tls: false, staysHere: true });
    expect(dialsIn(node.effects)).toEqual([]);
    expect(leadOf(node)).toMatchObject({ failures: 1 });
  });

  it.each(['127.0.0.1:1', '[::1]:1', 'localhost:1'])('dials who is at %s', (address) => {
    const node = withLead(address, { tls: false, staysHere: true });
    expect(dialsIn(node.effects)).toEqual([`o1 ${address}`]);
  });

  it('looks for nobody elsewhere either', () => {
    const node = running({ tls: false, staysHere: true, discovery: ['exchange'] });
    node.join('i1', 'c');
    expect(dialsIn(node.effects)).toEqual([]);
    expect(node.context.overlay.view.active.get(idOf('c'))?.address).toBe('');
  });

  it('dials wherever its user wants', () => {
    const node = running({ tls: false, staysHere: true });
    node.command(connect('c:1'));
    expect(dialsIn(node.effects)).toEqual(['o1 c:1']);
  });
});

describe('a dial that the overlay asks for', () => {
  it('is not made to whom the user does not want', () => {
    const node = withLead('c:1', { banned: [idOf('c')] });
    expect(dialsIn(node.effects)).toEqual([]);
    expect(leadOf(node)?.failures).toBe(0);
  });

  it('is not made where there is no room, and is when there is', () => {
    const node = running({ connectionsMax: 1 });
    node.command(connect('x:1'));
    const heard = node.take({ type: 'lan.heard', id: idOf('c'), address: 'c:1' });
    expect(dialsIn(heard)).toEqual([]);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(node.context.overlay.view.refusals).toBe(0);
    expect(dialsIn(node.wait(limits.probeHealMs - 1))).toEqual([]);
    expect(dialsIn(node.wait(1))).toEqual(['o2 c:1']);
  });

  it('is not made while the node leaves', () => {
    const node = running({ discovery: ['exchange'], presenceIntervalMs: 1_000 });
    node.join('i1', 'c');
    node.sealsAtOnce = false;
    node.command({ command: 'quit' });
    expect(node.stateOf('node')).toBe('parting');
    const lead = { id: idOf('z'), address: 'z:1' };
    const said = node.hear('i1', { kind: 'newcomer', peer: lead, ttl: 0 });
    expect(dialsIn(said)).toEqual([]);
  });
});

describe('a word that the overlay asks for', () => {
  it('is said to nobody who is gone', () => {
    const node = running();
    node.join('i1', 'c');
    node.join('i2', 'd');
    node.sealsAtOnce = false;
    node.hear('i1', presenceFrom('z', 1));
    node.take({ type: 'link.closed', link: 'i2', code: 'reset' });
    const links = node.judge(1).flatMap((effect) => ('link' in effect ? [effect.link] : []));
    expect(links).toEqual([]);
  });
});
