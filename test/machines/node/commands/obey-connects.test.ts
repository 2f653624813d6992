import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Message } from '../../../../src/protocol/messages.ts';
import { connect, disconnect, send } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { helloOf, nothingShown } from '../../../support/pure-connection.ts';
import {
  answersIn,
  connectedTo,
  lastOf,
  type PureNode,
  reportsIn,
  resultsIn,
  running,
  saidIn,
} from '../../../support/pure-node.ts';

describe('connect', () => {
  it('dials, and answers once the connection is there (S2-11)', () => {
    const node = running();
    expect(node.command(connect('c:1'))).toEqual([]);
    expect(lastOf(node)[0]).toEqual({ type: 'link.dial', link: 'o1', address: 'c:1' });
    node.open('o1', 'c');
    const effects = node.hear('o1', { kind: 'welcome' });
    expect(resultsIn(effects)).toEqual([{ ok: true, result: { peer: idOf('c'), already: false } }]);
  });

  it('answers at once when the peer is linked already (S2-47)', () => {
    const node = connectedTo('c');
    node.command(connect('c:1'));
    expect(resultsIn(lastOf(node))).toEqual([
      { ok: true, result: { peer: idOf('c'), already: true } },
    ]);
    expect(answersIn(lastOf(node))).toEqual(['1 ok']);
  });

  it('answers with the reason when it fails (S0-25, S2-48, S2-107, S2-108)', () => {
    const node = running();
    node.command(connect('c:1'), connect('nobody'), connect('d:1'));
    expect(answersIn(lastOf(node))).toEqual(['2 bad-address']);
    const failed = node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(answersIn(failed)).toEqual(['1 refused']);
    expect(answersIn(node.wait(limits.dialTimeoutMs))).toEqual(['3 dial-timeout']);
  });

  it('is content with a connection that the peer has made meanwhile', () => {
    const node = running();
    node.command(connect('c:1'));
    node.join('i1', 'a', { addresses: ['c:1'] });
    node.open('o1', 'a');
    const closed = node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(resultsIn(closed)).toEqual([{ ok: true, result: { peer: idOf('a'), already: true } }]);
  });

  it('is content with it too when the peer turns the dial away with the same bytes that show who it is', () => {
    const node = running();
    node.command(connect('a:1'));
    node.take({ type: 'link.opened', link: 'o1', address: 'a:1' });
    node.take({ type: 'link.secured', link: 'o1', peer: null });
    node.join('i1', 'a');
    node.hear('o1', helloOf('a'), nothingShown, { kind: 'bye', code: 'duplicate', text: '' });
    const closed = node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(answersIn(closed)).toEqual(['1 ok']);
    expect(reportsIn(closed, 'refused')).toMatchObject([{ peer: idOf('a'), code: 'duplicate' }]);
  });

  it('waits on when another link is about to become the connection', () => {
    const node = running();
    node.command(connect('a:1'));
    node.accept('i1', 'a');
    node.open('o1', 'a');
    expect(node.context.links.get('o1')!.state).toBe('held');
    node.hear('o1', { kind: 'bye', code: 'duplicate', text: '' });
    const closed = node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(answersIn(closed)).toEqual([]);
    expect(answersIn(node.hear('i1', { kind: 'welcome' }))).toEqual(['1 ok']);
  });
});

describe('connect, to a peer whose connection is leaving', () => {
  const farewell: Message = { kind: 'bye', code: 'disconnected', text: '' };
  const part = (node: PureNode, link: string) => [
    ...node.hear(link, farewell),
    ...node.take({ type: 'link.closed', link, code: 'ended' }),
  ];

  it('waits for its end, dials anew, and answers with the new connection', () => {
    const node = connectedTo('c');
    expect(node.command(disconnect('c'), connect('c'), connect('c:1'))).toEqual([]);
    const parted = part(node, 'i1');
    expect(answersIn(parted)).toEqual(['1 ok']);
    expect(parted).toContainEqual({ type: 'link.dial', link: 'o1', address: 'c:1' });
    expect(node.stateOf('node/o2')).toBe(null);
    node.open('o1', 'c');
    expect(resultsIn(node.hear('o1', { kind: 'welcome' }))).toEqual([
      { ok: true, result: { peer: idOf('c'), already: false } },
      { ok: true, result: { peer: idOf('c'), already: false } },
    ]);
  });

  it('does so too when it is the peer that leaves, and whoever answers there next, if an address was given', () => {
    const node = connectedTo('c');
    node.hear('i1', { kind: 'bye', code: 'quit', text: '' });
    expect(node.command(connect('c:1'))).toEqual([]);
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    node.open('o1', 'd');
    expect(resultsIn(node.hear('o1', { kind: 'welcome' }))).toEqual([
      { ok: true, result: { peer: idOf('d'), already: false } },
    ]);
  });

  it('has no other answer there if the peer itself was named', () => {
    const node = connectedTo('c');
    node.hear('i1', { kind: 'bye', code: 'quit', text: '' });
    expect(node.command(connect('c'))).toEqual([]);
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(saidIn(node.open('o1', 'd')).at(-1)).toBe('o1: bye wrong-peer');
    expect(answersIn(node.take({ type: 'link.closed', link: 'o1', code: 'ended' }))).toEqual([
      '1 wrong-peer',
    ]);
  });

  it('answers with what went wrong with the new dial', () => {
    const node = connectedTo('c');
    node.command(disconnect('c'), connect('c'));
    part(node, 'i1');
    const failed = node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(answersIn(failed)).toEqual(['2 refused']);
  });

  it('is content with a connection that the peer has made meanwhile', () => {
    const node = connectedTo('c');
    node.command(disconnect('c'), connect('c'));
    node.join('i2', 'c');
    expect(answersIn(part(node, 'i1'))).toEqual(['1 ok', '2 ok']);
    expect(node.stateOf('node/o1')).toBe(null);
  });

  it('waits on when the peer is about to make one', () => {
    const node = connectedTo('c');
    node.command(disconnect('c'), connect('c'));
    node.accept('i2', 'c');
    expect(answersIn(part(node, 'i1'))).toEqual(['1 ok']);
    expect(node.stateOf('node/o1')).toBe(null);
    expect(answersIn(node.hear('i2', { kind: 'welcome' }))).toEqual(['2 ok']);
  });

  it('is declined beyond limits.waitingCommandsMax, and so is disconnect', () => {
    const node = connectedTo('c');
    const many = Array.from({ length: limits.waitingCommandsMax }, () => disconnect('c'));
    expect(node.command(...many, disconnect('c'))).toEqual([`${many.length + 1} outbox-full`]);
    const connects = many.map(() => connect('c'));
    const over = 2 * many.length + 2;
    expect(node.command(...connects, connect('c'))).toEqual([`${over} outbox-full`]);
    expect(answersIn(part(node, 'i1')).length).toBe(many.length);
    const failed = node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(answersIn(failed).length).toBe(many.length);
  });

  it('is taken back by another disconnect', () => {
    const node = connectedTo('c');
    const answers = node.command(disconnect('c'), connect('c'), disconnect('c'));
    expect(answers).toEqual(['2 disconnected']);
    expect(answersIn(part(node, 'i1'))).toEqual(['1 ok', '3 ok']);
    expect([...node.system.actors.keys()]).toEqual(['node']);
  });

  it('is answered when the node stops instead, in the same tick or later', () => {
    const inOne = connectedTo('c');
    const answers = inOne.command(disconnect('c'), { command: 'quit' }, connect('c'));
    expect(answers).toEqual(['2 ok', '3 quit']);
    const later = connectedTo('c');
    later.command(disconnect('c'), connect('c'));
    expect(later.command({ command: 'quit' }, connect('c'))).toEqual(['3 ok', '2 quit', '4 quit']);
    for (const node of [inOne, later]) {
      expect(answersIn(part(node, 'i1'))).toEqual(['1 ok']);
      expect(node.isOver).toBe(true);
      expect(node.effects.filter(({ type }) => type === 'link.dial')).toEqual([]);
    }
  });
});

describe('disconnect', () => {
  it('answers once the connection has ended (S2-12, S2-49)', () => {
    const node = connectedTo('c');
    expect(node.command(disconnect('@c'), disconnect('@c'))).toEqual([]);
    expect(saidIn(lastOf(node))).toEqual(['i1: bye disconnected']);
    node.hear('i1', { kind: 'bye', code: 'disconnected', text: '' });
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(answersIn(closed)).toEqual(['1 ok', '2 ok']);
  });

  it('has nothing to do with peers that are not linked, or not known (S2-50)', () => {
    const node = connectedTo('c');
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(node.command(disconnect('@c'), disconnect('x'))).toEqual([
      '1 not-linked',
      '2 unknown-peer',
    ]);
  });

  it('lets the texts go first that were commanded before it', () => {
    const node = connectedTo('c');
    expect(node.command(send('@c'), send('@c'), disconnect('@c'), send('@c'))).toEqual([
      '1 ok',
      '2 ok',
      '4 not-linked',
    ]);
    expect(saidIn(lastOf(node))).toEqual(['i1: text text', 'i1: bye disconnected']);
    expect(reportsIn(lastOf(node), 'undelivered')).toEqual([]);
  });
});

describe('connect, to one peer and no other', () => {
  const named = `${idOf('d')}@c:1`;

  it('dials though another one is linked there, and refuses it', () => {
    const node = connectedTo('c');
    expect(node.command(connect(named))).toEqual([]);
    expect(saidIn(node.open('o1', 'c')).at(-1)).toBe('o1: bye wrong-peer');
    const closed = node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(answersIn(closed)).toEqual(['1 wrong-peer']);
    expect(reportsIn(closed, 'refused')).toMatchObject([
      { peer: idOf('c'), code: 'wrong-peer', by: 'us' },
    ]);
    expect(node.context.peers.get(idOf('c'))?.link).toBe('i1');
  });

  it('is content where it is linked already, wherever that is', () => {
    const node = connectedTo('c', 'd');
    node.command(connect(named));
    expect(resultsIn(lastOf(node))).toEqual([
      { ok: true, result: { peer: idOf('d'), already: true } },
    ]);
  });

  it('is answered by the link that this peer has made meanwhile', () => {
    const node = running();
    node.command(connect(named));
    node.join('i1', 'd');
    node.open('o1', 'c');
    const closed = node.take({ type: 'link.closed', link: 'o1', code: 'ended' });
    expect(resultsIn(closed)).toEqual([{ ok: true, result: { peer: idOf('d'), already: true } }]);
  });

  it('is declined if that one is banned', () => {
    const node = running({ banned: [idOf('d')] });
    expect(node.command(connect(named))).toEqual(['1 banned']);
  });
});
