import { describe, expect, it } from 'vitest';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { answersIn, type PureNode, resultsIn, running } from '../../../support/pure-node.ts';
import { connect } from '../../../support/pure-commands.ts';
import { dialsIn } from '../../../support/pure-overlay.ts';

const scan = (range = '') => ({ command: 'scan', range }) as const;
const quit = { command: 'quit' } as const;

function scanning(range: string, changes: Partial<NodeConfig> = {}): PureNode {
  const node = running(changes);
  node.command(scan(range));
  return node;
}

const addressesIn = (node: PureNode) => dialsIn(node.effects).map((dial) => dial.split(' ')[1]!);
const portsIn = (node: PureNode) => addressesIn(node).map((address) => address.split(':').at(-1));
const nobodyAt = (address: string) => ({ address, active: false, peer: null, name: '' });

function found(node: PureNode, link: string, letter: string): void {
  node.open(link, letter);
  node.take({ type: 'link.closed', link, code: 'ended' });
}

describe('the ports of a scan', () => {
  it.each([
    ['9001-9003', ['9001', '9002', '9003']],
    ['9001', ['9001']],
    ['65535-65535', ['65535']],
    ['1-2', ['2']],
  ] as const)('are those of %s, but the own', (range, ports) => {
    expect(portsIn(scanning(range))).toEqual(ports);
  });

  it('are the ten behind the base port if none are given', () => {
    const ports = portsIn(scanning('', { basePort: 9_000 }));
    expect(ports).toEqual(Array.from({ length: 10 }, (_, n) => String(9_001 + n)));
  });

  it.each([
    ['where the node listens', 'b', 'b:9'],
    ['on this host if it listens everywhere', '0.0.0.0', '127.0.0.1:9'],
    ['on this host if it listens everywhere', '::', '127.0.0.1:9'],
    ['where the node listens', '::1', '[::1]:9'],
  ])('are looked at %s', (_, host, address) => {
    expect(addressesIn(scanning('9', { host }))).toEqual([address]);
  });

  it.each(['0', '0-5', '5-4', '65536', '1-65536', 'x', '1-', '-1', '1 - 2', '1-2-3', '123456'])(
    'are no range in %j',
    (range) => {
      expect(running().command(scan(range))).toEqual(['1 bad-range']);
    },
  );

  it('are no more than limits.scanAddressesMax', () => {
    const { scanAddressesMax: most } = limits;
    const node = running({ port: 60_000 });
    expect(node.command(scan(`2-${most + 2}`))).toEqual(['1 bad-range']);
    expect(dialsIn(node.effects)).toEqual([]);
    expect(node.command(scan(`2-${most + 1}`))).toEqual([]);
    while (node.context.overlay.scans.size > 0) node.wait(limits.scanTimeoutMs);
    expect(addressesIn(node).length).toBe(most);
  });

  it('can be the own alone: then nobody is there', () => {
    const node = running();
    node.command(scan('1'));
    expect(resultsIn(node.effects)).toEqual([{ ok: true, result: [] }]);
  });
});

describe('a scan', () => {
  it('tells who is where, in the order of the ports, however they answer', () => {
    const node = scanning('8-10');
    found(node, 'o3', 'd');
    node.take({ type: 'dial.failed', link: 'o2', code: 'refused' });
    expect(resultsIn(node.effects)).toEqual([]);
    found(node, 'o1', 'c');
    expect(resultsIn(node.effects)).toEqual([
      {
        ok: true,
        result: [
          { address: 'b:8', active: true, peer: idOf('c'), name: 'c' },
          nobodyAt('b:9'),
          { address: 'b:10', active: true, peer: idOf('d'), name: 'd' },
        ],
      },
    ]);
  });

  it('leaves nothing: no link, no peer, nothing to do', () => {
    const node = scanning('8-9');
    found(node, 'o1', 'c');
    node.wait(limits.scanTimeoutMs);
    const { links, peers, overlay } = node.context;
    expect([links.size, peers.size, overlay.scans.size]).toEqual([0, 0, 0]);
    expect([...node.system.actors.keys()]).toEqual(['node']);
  });

  it('looks at limits.scansAtOnceMax ports at once, and at the next when one is done', () => {
    const { scansAtOnceMax: most } = limits;
    const node = scanning(`1001-${1_000 + most + 2}`);
    expect(portsIn(node).length).toBe(most);
    node.take({ type: 'dial.failed', link: 'o5', code: 'refused' });
    expect(portsIn(node).at(-1)).toBe(String(1_000 + most + 1));
    expect(portsIn(node).length).toBe(most + 1);
  });

  it('takes as many ports as there is room to dial, and goes on when there is more', () => {
    const node = scanning('8-12', { connectionsMax: 2 });
    expect(portsIn(node)).toEqual(['8', '9']);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(portsIn(node)).toEqual(['8', '9', '10']);
  });

  it('fails where others take the places to dial from before it is done, and says how far it came', () => {
    const node = scanning('8-12', { connectionsMax: 2 });
    for (const [link, letter] of ['c', 'd'].entries()) {
      node.join(`i${link}`, letter, { purpose: 'stay' });
    }
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(resultsIn(node.effects)).toEqual([]);
    const last = node.take({ type: 'dial.failed', link: 'o2', code: 'refused' });
    const text = 'no room to dial anybody, after 2 of 5 ports';
    expect(resultsIn(last)).toEqual([{ ok: false, code: 'too-many-connections', text }]);
    expect(node.context.overlay.scans.size).toBe(0);
  });

  it('is turned down where there is no room to dial at all: nothing is known then', () => {
    const node = running({ connectionsMax: 1 });
    node.command(connect('x:1'));
    expect(node.command(scan('8'))).toEqual(['2 too-many-connections']);
  });

  it('is one of limits.scansMax at most', () => {
    const node = running();
    for (let n = 1; n <= limits.scansMax; n += 1) expect(node.command(scan('8'))).toEqual([]);
    expect(node.command(scan('8'))).toEqual([`${limits.scansMax + 1} outbox-full`]);
    node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
    expect(node.command(scan('8'))).toEqual([]);
  });

  it('is answered with what has come of it when the node stops', () => {
    const node = scanning('8-9');
    found(node, 'o1', 'c');
    const effects = [...node.take({ type: 'commands', commands: [{ id: 7, ...quit }] })];
    expect(answersIn(effects)).toEqual(['7 ok', '1 ok']);
    expect(resultsIn(effects)[1]).toMatchObject({ result: [{ address: 'b:8', active: true }] });
    expect(node.isOver).toBe(true);
    expect(node.system.actors.size).toBe(0);
  });
});
