import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { answersIn, PureNode, reportsIn, running, saidIn } from '../../support/pure-node.ts';
import { idOf } from '../../support/pure-config.ts';

const quit = { command: 'quit' } as const;

describe('starting', () => {
  it('listens where it was told to', () => {
    const node = new PureNode({ host: '::1', port: 9001 });
    expect(node.effects).toEqual([{ type: 'network.listen', host: '::1', port: 9001 }]);
    expect(node.stateOf('node')).toBe('starting');
    node.take({ type: 'network.listening', host: '::1', port: 9001 });
    expect(reportsIn(node.effects, 'listening')).toEqual([
      { type: 'report', event: 'listening', host: '::1', port: 9001 },
    ]);
    expect(node.context.listening).toEqual(['[::1]:9001']);
    expect(node.stateOf('node')).toBe('running');
  });

  it('stops if it cannot listen', () => {
    const node = new PureNode();
    const effects = node.take({ type: 'network.failed', code: 'port-busy', text: 'taken' });
    expect(effects).toEqual([
      { type: 'report', event: 'stopped', code: 'port-busy', text: 'taken' },
    ]);
    expect(node.isOver).toBe(true);
  });

  it('obeys nobody yet', () => {
    const node = new PureNode();
    expect(node.command({ command: 'status' }, { command: 'connect', peer: '1' })).toEqual([
      '1 not-running',
      '2 not-running',
    ]);
  });

  it('can be told to quit', () => {
    const node = new PureNode();
    expect(node.command({ command: 'peers' }, quit)).toEqual(['1 not-running', '2 ok']);
    expect(node.isOver).toBe(true);
    expect(node.effects).toContainEqual({ type: 'network.close' });
    expect(node.effects.at(-1)).toEqual({
      type: 'report',
      event: 'stopped',
      code: 'quit',
      text: '',
    });
  });
});

describe('stopping', () => {
  it('stops at once when nobody is connected', () => {
    const node = running();
    node.command(quit);
    expect(node.isOver).toBe(true);
  });

  it('tells everyone, takes no more links, and stops when the last is gone', () => {
    const node = running();
    node.join('i1', 'c');
    node.join('i2', 'd');
    node.command(quit);
    expect(node.stateOf('node')).toBe('stopping');
    expect(saidIn(node.turns.at(-1)!.effects).toSorted()).toEqual(['i1: bye quit', 'i2: bye quit']);

    const late = node.take({ type: 'link.accepted', link: 'i3', address: 'e:5' });
    expect(late).toEqual([{ type: 'link.close', link: 'i3' }]);
    expect(node.command({ command: 'lp' }, quit)).toEqual(['2 not-running', '3 ok']);

    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.isOver).toBe(false);
    node.take({ type: 'link.closed', link: 'i2', code: 'ended' });
    expect(node.isOver).toBe(true);
    expect(node.system.actors.size).toBe(0);
  });

  it('answers what was commanded with it, and what still waits', () => {
    const node = running();
    node.command({ command: 'connect', peer: 'c:1' });
    const answers = node.command(quit, { command: 'connect', peer: 'd:1' });
    expect(answers).toEqual(['2 ok', '1 quit', '3 quit']);
    expect(node.isOver).toBe(true);
  });

  it('stops after limits.leaveTimeoutMs when nobody answers its farewell', () => {
    const node = running();
    node.join('i1', 'c');
    node.command(quit);
    node.wait(limits.leaveTimeoutMs - 1);
    expect(node.isOver).toBe(false);
    node.wait(1);
    expect(node.isOver).toBe(true);
    expect(reportsIn(node.effects, 'disconnected')).toMatchObject([{ code: 'quit', by: 'us' }]);
  });

  it('stops after limits.stopTimeoutMs at the latest, with a connection that was leaving already', () => {
    const node = running();
    node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
    node.take({ type: 'link.secured', link: 'i1', peer: idOf('c') });
    node.command(quit);
    const waiting = node.system.actors.get('node')!.timers.map(({ due }) => (due - node.at) / 1000);
    expect(node.stateOf('node')).toBe('stopping');
    expect(waiting).toEqual([limits.stopTimeoutMs]);

    // As if the deadline of the connection itself had been lost.
    const fired = node.take({ type: 'timer.fired', timer: 'node#stopTimeout.node.stopping' });
    expect(fired.slice(-2)).toEqual([
      { type: 'link.close', link: 'i1' },
      { type: 'report', event: 'stopped', code: 'quit', text: '' },
    ]);
    expect(node.isOver).toBe(true);
  });

  it('stops when its listener dies, and says so', () => {
    const node = running();
    node.join('i1', 'c');
    node.take({ type: 'network.failed', code: 'listen-failed', text: 'gone' });
    expect(node.stateOf('node')).toBe('stopping');
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(node.effects, 'stopped')).toEqual([
      { type: 'report', event: 'stopped', code: 'listen-failed', text: 'gone' },
    ]);
  });
});

describe('links', () => {
  it.each([
    [
      'limits.connectionsMax, without limits.dialledConnectionsMin',
      limits.connectionsMax,
      limits.connectionsMax - limits.dialledConnectionsMin,
    ],
    ['as many as it was configured with, without an eighth', 24, 21],
    ['as many as it was configured with, if these are few', 2, 2],
  ])('takes no more than %s, and tells who comes too many', (_, connectionsMax, most) => {
    const node = running({ connectionsMax });
    for (let n = 1; n <= most; n += 1) node.join(`i${n}`, `c${n}`, { id: idNumber(n) });
    expect(node.context.links.size).toBe(most);

    expect(saidIn(node.accept('i999', 'd'))).toEqual(['i999: bye too-many-connections']);
    const dials = Array.from({ length: connectionsMax - most }, (_, n) => `x:${n + 1}`);
    for (const peer of dials) expect(node.command({ command: 'connect', peer })).toEqual([]);
    for (const n of dials.keys()) {
      node.open(`o${n + 1}`, 'x', { id: idNumber(500 + n) });
      node.hear(`o${n + 1}`, { kind: 'welcome' });
      expect(node.stateOf(`node/o${n + 1}`)).toMatch(/^established/);
    }
    expect(node.context.links.size).toBe(connectionsMax + 1);
    const tooMany = node.command({ command: 'connect', peer: 'y:1' });
    expect(tooMany).toEqual([`${dials.length + 1} too-many-connections`]);
    const closed = node.take({ type: 'link.closed', link: 'i999', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toMatchObject([
      { link: 'i999', peer: idOf('d'), code: 'too-many-connections', by: 'us' },
    ]);

    for (const n of dials.keys())
      node.take({ type: 'link.closed', link: `o${n + 1}`, code: 'reset' });
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(saidIn(node.accept('i1000', 'e'))).toContain('i1000: welcome');
  });

  it('dials no more than it has room for', () => {
    const node = running({ connectionsMax: 2 });
    for (let n = 1; n <= 3; n += 1) node.command({ command: 'connect', peer: `x:${n}` });
    expect(answersIn(node.effects)).toEqual(['3 too-many-connections']);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(node.command({ command: 'connect', peer: 'x:3' })).toEqual([]);
    expect(node.stateOf('node/o3')).toBe('dialling');
  });

  it('has limits.courtesyLinksMax more for those who have not said who they are; the slowest make room', () => {
    const most = 2;
    const all = most + limits.courtesyLinksMax;
    const node = running({ connectionsMax: most });
    node.join('i1', 'c');
    for (let n = 2; n <= all; n += 1) {
      node.take({ type: 'link.accepted', link: `i${n}`, address: `x:${n}` });
    }
    const late = node.take({ type: 'link.accepted', link: 'i99', address: 'd:5' });
    expect(late).toContainEqual({ type: 'link.close', link: 'i2' });
    expect(reportsIn(late, 'refused')).toMatchObject([
      { link: 'i2', code: 'too-many-connections', by: 'us' },
    ]);
    node.join('i100', 'd');
    expect(node.stateOf('node/i100')).toMatch(/^established/);
    expect(['i2', 'i3'].map((link) => node.stateOf(`node/${link}`))).toEqual([null, null]);
    expect([node.stateOf('node/i1'), node.context.links.size]).toEqual([
      expect.stringMatching(/^established/),
      all,
    ]);
    expect(node.take({ type: 'link.closed', link: 'i2', code: 'reset' })).toEqual([]);
  });

  it('closes who comes without a word, where nobody is left who could make room', () => {
    const all = 1 + limits.courtesyLinksMax;
    const node = running({ connectionsMax: 1 });
    for (let n = 1; n <= all; n += 1) {
      node.join(`i${n}`, 'c', { id: idNumber(n) });
      node.command({ command: 'disconnect', peer: idNumber(n) });
    }
    expect(node.context.links.size).toBe(all);
    const over = node.take({ type: 'link.accepted', link: 'i99', address: 'x:99' });
    expect(over).toEqual([
      { type: 'link.close', link: 'i99' },
      {
        type: 'report',
        event: 'refused',
        address: 'x:99',
        peer: null,
        link: 'i99',
        inbound: true,
        code: 'too-many-connections',
        by: 'us',
        text: '',
      },
    ]);
  });

  it('ends first who was turned away and does not go', () => {
    const all = 1 + limits.courtesyLinksMax;
    const node = running({ connectionsMax: 1 });
    node.join('i1', 'c');
    node.take({ type: 'link.accepted', link: 'i2', address: 'x:2' });
    node.command({ command: 'ban', peer: idOf('d') });
    for (const link of ['i3', 'i4']) node.accept(link, 'd');
    expect(node.stateOf('node/i4')).toBe('leaving.hanging up');
    for (let n = 5; n <= all + 3; n += 1) {
      node.take({ type: 'link.accepted', link: `i${n}`, address: 'x:5' });
    }
    expect(node.context.links.size).toBe(all);
    expect(reportsIn(node.effects, 'refused').map(({ link, peer }) => [link, peer])).toEqual([
      ['i3', idOf('d')],
      ['i4', idOf('d')],
      ['i2', null],
    ]);
  });

  it('reports a connection once both have welcomed each other, and its end', () => {
    const node = running();
    const joined = node.join('i1', 'c');
    const instance = { boot: 1, nonce: 1 };
    expect(reportsIn(joined, 'connected')).toEqual([
      {
        type: 'report',
        event: 'connected',
        peer: idOf('c'),
        name: 'c',
        address: 'c:5',
        link: 'i1',
        inbound: true,
        instance,
      },
    ]);
    expect([...node.context.peers.values()]).toEqual([
      {
        id: idOf('c'),
        name: 'c',
        address: 'c:1',
        instance,
        state: 'alive',
        link: 'i1',
        rttUs: 1,
        seenAt: node.at,
        closeCode: null,
        isPlaceSeen: true,
        isDialled: false,
      },
    ]);
  });

  it.each([
    ['left', (node: PureNode) => node.hear('i1', { kind: 'bye', code: 'quit', text: 'bye' })],
    ['lost', (node: PureNode) => node.take({ type: 'link.ended', link: 'i1' })],
    ['closed', (node: PureNode) => node.command({ command: 'disconnect', peer: '@c' })],
  ] as const)('tells a peer that %s from others', (how, part) => {
    const node = running();
    node.join('i1', 'c');
    part(node);
    const effects = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(effects, 'disconnected')).toMatchObject([{ peer: idOf('c'), how }]);
    const [peer] = [...node.context.peers.values()];
    expect(peer).toMatchObject({ state: how === 'closed' ? 'known' : how, link: null });
  });

  it('calls a silent peer lost, though it is we who close', () => {
    const node = running();
    node.join('i1', 'c');
    node.wait(60_000);
    expect(reportsIn(node.effects, 'disconnected')).toMatchObject([
      { how: 'lost', code: 'silent', by: 'us' },
    ]);
  });
});

function idNumber(n: number): string {
  return n.toString(2).replaceAll('0', 'c').replaceAll('1', 'd').padEnd(52, 'g');
}
