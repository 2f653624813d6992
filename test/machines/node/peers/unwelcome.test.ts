import { describe, expect, it } from 'vitest';
import { newNode } from '../../../../src/machines/node/context/node-context.ts';
import { chargeFault, standingOf } from '../../../../src/machines/node/peers/unwelcome.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../../../src/protocol/peer-id.ts';
import { configOf, idOf } from '../../../support/pure-config.ts';
import { helloOf } from '../../../support/pure-connection.ts';
import { frameOf } from '../../../support/wire-bytes.ts';
import {
  type PureNode,
  reportsIn,
  resultsIn,
  running,
  saidIn,
} from '../../../support/pure-node.ts';

const garbage = { type: 'link.bytes', chunks: [Uint8Array.of(0, 0, 0, 0)] } as const;
const bytesOf = (frame: Uint8Array) =>
  ({ type: 'link.bytes', link: 'i1', chunks: [frame] }) as const;
const fault = { code: 'bad-field', by: 'us' } as const;

function misbehave(node: PureNode, link: string): void {
  node.join(link, 'c');
  node.take({ ...garbage, link });
  node.take({ type: 'link.closed', link, code: 'ended' });
}

describe('a peer that sends what cannot be read', () => {
  it('pays for it, is turned away in the end, and heals (S4-21, S4-22)', () => {
    const node = running();
    for (let n = 1; n <= 4; n += 1) misbehave(node, `i${n}`);
    expect(standingOf(node.context, idOf('c'), node.at)).toBe(0);
    expect(saidIn(node.accept('i5', 'c'))).toEqual(['i5: bye banned']);

    node.wait(limits.standingPointsMin * limits.standingHealMs);
    expect(saidIn(node.accept('i6', 'c'))).toEqual(['i6: welcome']);
  });

  it('is shown so among the peers', () => {
    const node = running();
    misbehave(node, 'i1');
    node.command({ command: 'peers' });
    const lastLines = () => resultsIn(node.turns.at(-1)!.effects);
    expect(lastLines()).toMatchObject([{ result: [{ state: 'known', standing: 75 }] }]);
    for (let n = 2; n <= 4; n += 1) misbehave(node, `i${n}`);
    node.command({ command: 'peers' });
    expect(lastLines()).toMatchObject([{ result: [{ state: 'banned', standing: 0 }] }]);
  });

  it('pays before its greeting too, if the link has shown its key', () => {
    const node = running();
    node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
    node.take({ type: 'link.secured', link: 'i1', peer: idOf('c') });
    node.take({ ...garbage, link: 'i1' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.context.standings.get(idOf('c'))?.points).toBe(75);
  });

  it('pays most for a lie about who it is, and whom it meant pays nothing', () => {
    const node = running();
    node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
    node.take({ type: 'link.secured', link: 'i1', peer: idOf('c') });
    node.hear('i1', helloOf('d'));
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect([...node.context.standings]).toMatchObject([[idOf('c'), { points: 50 }]]);
  });

  it('is told of as banned when it falls below limits.standingPointsMin', () => {
    const node = running();
    for (let n = 1; n <= 4; n += 1) misbehave(node, `i${n}`);
    expect(reportsIn(node.effects, 'peer')).toEqual([
      {
        type: 'report',
        event: 'peer',
        peer: idOf('c'),
        name: 'c',
        address: 'c:1',
        state: 'banned',
        cause: 'frame-too-short',
      },
    ]);
  });

  it('pays nothing on a plain link, where somebody in between could have said it', () => {
    const node = running({ tls: false });
    for (let n = 1; n <= 4; n += 1) misbehave(node, `i${n}`);
    expect(node.context.standings.size).toBe(0);
    expect(saidIn(node.accept('i5', 'c'))).toEqual(['i5: welcome']);
  });
});

describe('a peer on a connection that stands', () => {
  const unknown = frameOf([0x91, 99]);
  const ping = { kind: 'ping', token: 1 } as const;

  it.each<readonly [string, number, (node: PureNode) => void]>([
    ['a message of no known kind', 75, (node) => node.take(bytesOf(unknown))],
    ['a greeting anew', 75, (node) => node.hear('i1', helloOf('c'))],
    [
      'a receipt for what was never sent',
      75,
      (node) => node.hear('i1', { kind: 'receipt', taken: 9 }),
    ],
    [
      'many pings at once',
      60,
      (node) => node.hear('i1', ...Array.from({ length: 65 }, () => ping)),
    ],
    [
      'many pings over a while',
      60,
      (node) => {
        for (let n = 0; n <= 2 * limits.chatterMessagesMax; n += 1) {
          node.hear('i1', ping);
          node.at += 1_000;
        }
      },
    ],
  ])('pays for %s (S4-21)', (_, points, misbehaves) => {
    const node = running();
    node.join('i1', 'c');
    misbehaves(node);
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.context.standings.get(idOf('c'))?.points).toBe(points);
  });

  // A line that stalls or breaks does the same, and that would be nobody's fault.
  it.each<readonly [string, (node: PureNode) => void]>([
    ['silent', (node) => node.wait(60_000)],
    [
      'stalled',
      (node) => {
        node.take({ type: 'link.congested', link: 'i1' });
        for (let n = 0; n < 120; n += 1) {
          node.wait(300);
          node.hear('i1', ping);
        }
      },
    ],
    ['reset', (node) => node.take({ type: 'link.closed', link: 'i1', code: 'reset' })],
  ])('pays nothing for what could be the line: %s', (code, happens) => {
    const node = running();
    node.join('i1', 'c');
    happens(node);
    expect(reportsIn(node.effects, 'disconnected')).toMatchObject([{ code }]);
    expect(node.context.standings.size).toBe(0);
  });
});

describe('a fault', () => {
  const context = newNode(configOf('b'));

  it.each([
    ['that the peer says was ours', idOf('c'), { code: 'bad-field', by: 'peer' }],
    ['of the line', idOf('c'), { code: 'reset', by: 'link' }],
    ['on a link that showed no key', null, fault],
  ] as const)('%s costs nothing', (_, proven, reason) => {
    expect(chargeFault(context, proven, reason, 0)).toEqual([context, []]);
  });

  it('is remembered of no more than limits.standingsMax peers, and forgotten of the best', () => {
    const ids = Array.from({ length: limits.standingsMax }, (_, n) => idNumber(n));
    const full = ids.reduce((next, id, n) => chargeFault(next, id, fault, n)[0], context);
    const [first, second] = ids as [string, string];
    const [worse] = chargeFault(full, first, fault, limits.standingsMax);
    const [over] = chargeFault(worse, idOf('c'), fault, limits.standingsMax);
    expect(over.standings.size).toBe(limits.standingsMax);
    expect([first, second, idOf('c')].map((id) => over.standings.has(id))).toContain(true);
    expect(over.standings.get(first)?.points).toBe(50);
    expect(over.standings.get(idOf('c'))?.points).toBe(75);
    expect(ids.filter((id) => !over.standings.has(id)).length).toBe(1);
  });
});

function idNumber(n: number): string {
  return n.toString(2).replaceAll('0', 'e').replaceAll('1', 'd').padEnd(PEER_ID_LENGTH, 'g');
}
