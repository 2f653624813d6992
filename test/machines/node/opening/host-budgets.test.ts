import { describe, expect, it } from 'vitest';
import { chargeFailure } from '../../../../src/machines/node/opening/host-budgets.ts';
import { newNode } from '../../../../src/machines/node/context/node-context.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { linkEntry } from '../../../support/link-entry.ts';
import { configOf, idOf } from '../../../support/pure-config.ts';
import { helloOf, nothingShown } from '../../../support/pure-connection.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';

const FAILED = 1 + limits.failureAttempts;
/** How many attempts that fail a host has, one after the other. */
const TRIES = Math.ceil(limits.hostAttemptsMax / FAILED);
const HOST = '192.0.2.7';

let names = 0;

/** Comes and goes without a word; gives the code it was refused with. */
function knock(node: PureNode, host = HOST): string | undefined {
  const link = `i${(names += 1)}`;
  const came = node.take({ type: 'link.accepted', link, address: `${host}:${names}` });
  const went = node.take({ type: 'link.closed', link, code: 'ended' });
  return reportsIn([...came, ...went], 'refused')[0]?.code;
}

function comeAndGo(node: PureNode, host = HOST): readonly string[] {
  const link = `i${(names += 1)}`;
  node.take({ type: 'link.accepted', link, address: `${host}:${names}` });
  node.take({ type: 'link.secured', link, peer: idOf('c') });
  const said = saidIn(node.hear(link, helloOf('c', { dial: 1 }), nothingShown));
  node.hear(link, { kind: 'welcome' }, { kind: 'pong', token: 1 });
  node.take({ type: 'link.closed', link, code: 'reset' });
  return said.map((line) => line.slice(line.indexOf(':') + 2));
}

describe('a host', () => {
  it('has limits.hostAttemptsMax links to open, also if they become connections, and is closed then', () => {
    const node = running();
    for (let n = 0; n < limits.hostAttemptsMax; n += 1) {
      expect(comeAndGo(node)).toContain('welcome');
    }
    const link = 'i999999';
    const over = node.take({ type: 'link.accepted', link, address: `${HOST}:9` });
    expect(over).toEqual([
      { type: 'link.close', link },
      {
        type: 'report',
        event: 'refused',
        address: `${HOST}:9`,
        peer: null,
        link,
        inbound: true,
        code: 'rate-limited',
        by: 'us',
        text: '',
      },
    ]);
    expect(comeAndGo(node, '192.0.2.8')).toContain('welcome');
  });

  it('may open another each limits.hostAttemptHealMs', () => {
    const node = running();
    for (let n = 0; n < limits.hostAttemptsMax; n += 1) comeAndGo(node);
    node.at += limits.hostAttemptHealMs * 1_000 - 1;
    expect(comeAndGo(node)).toEqual([]);
    node.at += 1;
    expect(comeAndGo(node)).toContain('welcome');
    expect(comeAndGo(node)).toEqual([]);
  });

  it('pays limits.failureAttempts more for a link on which nobody was greeted', () => {
    const node = running();
    for (let n = 0; n < TRIES; n += 1) expect(knock(node)).toBe('ended');
    expect(knock(node)).toBe('rate-limited');
  });

  it.each<readonly [string, (node: PureNode, link: string) => void]>([
    ['garbage', (node, link) => node.take({ type: 'link.bytes', link, chunks: [rubbish] })],
    ['silence', (node) => node.wait(limits.greetingTimeoutMs)],
    ['another network', (node, link) => node.hear(link, helloOf('c', { network: 'other' }))],
    ['a key that was not shown', (node, link) => node.hear(link, helloOf('d'))],
    ['a farewell', (node, link) => node.hear(link, { kind: 'bye', code: 'quit', text: '' })],
    ['an end of the link', (node, link) => node.take({ type: 'link.ended', link })],
    [
      'somebody who is banned',
      (node, link) => node.hear(link, helloOf('c', { dial: 1 }), nothingShown),
    ],
  ])('pays so for %s', (_, come) => {
    const node = running({ banned: [idOf('c')] });
    for (let n = 0; n < TRIES; n += 1) {
      const link = `i${(names += 1)}`;
      node.take({ type: 'link.accepted', link, address: `${HOST}:1` });
      node.take({ type: 'link.secured', link, peer: idOf('c') });
      // As if all of them had come at once: nothing heals meanwhile.
      const { at } = node;
      come(node, link);
      node.at = at;
      node.take({ type: 'link.closed', link, code: 'ended' });
    }
    expect(knock(node)).toBe('rate-limited');
  });

  it('pays so too for who said nothing and was pushed out by the next', () => {
    const node = running({ connectionsMax: 1 });
    const all = 1 + limits.courtesyLinksMax;
    const before = all + TRIES;
    for (let n = 1; n <= before; n += 1) {
      node.take({ type: 'link.accepted', link: `i${n}`, address: `${HOST}:${n}` });
    }
    expect(knock(node)).toBe('rate-limited');
  });

  it('owes limits.hostDebtAttemptsMax at most, however many of its links fail', () => {
    const node = running();
    for (let n = 1; n <= 100; n += 1) {
      node.take({ type: 'link.accepted', link: `i${n}`, address: `${HOST}:${n}` });
    }
    for (let n = 1; n <= 100; n += 1) {
      node.take({ type: 'link.closed', link: `i${n}`, code: 'tls-failed' });
    }
    const owedMs = (limits.hostDebtAttemptsMax + 1) * limits.hostAttemptHealMs;
    node.at += owedMs * 1_000 - 1;
    expect(knock(node)).toBe('rate-limited');
    node.at += 1;
    expect(knock(node)).toBe('ended');
  });

  it('of IPv6 is what one user gets', () => {
    const node = running();
    for (let n = 0; n < TRIES; n += 1) knock(node, `[2001:db8:1:2::${n.toString(16)}]`);
    expect(knock(node, '[2001:db8:1:2:ffff::]')).toBe('rate-limited');
    expect(knock(node, '[2001:db8:1:3::]')).toBe('ended');
  });

  it('pays nothing for a link that this node has dialled', () => {
    const failed = linkEntry('o1', { inbound: false, reported: false });
    const context = newNode(configOf('b'));
    expect(chargeFailure(context, failed, { code: 'ended', by: 'link' }, 0)).toBe(context);
  });
});

describe('this host', () => {
  it('is not counted, unless that is wanted', () => {
    const [free, limited] = [running(), running({ limitsLoopback: true })];
    for (const host of ['127.0.0.1', '[::1]']) {
      for (let n = 0; n < TRIES; n += 1) {
        for (const node of [free, limited]) expect(knock(node, host)).toBe('ended');
      }
      expect(knock(free, host)).toBe('ended');
      expect(knock(limited, host)).toBe('rate-limited');
    }
    expect(free.context.hosts.size).toBe(0);
  });
});

describe('the hosts', () => {
  it('are limits.hostsMax: who comes once from many of them frees nobody who came too often', () => {
    const node = running();
    for (let n = 0; n < TRIES; n += 1) knock(node);
    for (let n = 0; n < 2 * limits.hostsMax; n += 1) {
      knock(node, `10.1.${n >> 8}.${n & 255}`);
      expect(node.context.hosts.size).toBeLessThanOrEqual(limits.hostsMax);
    }
    expect(node.context.hosts.size).toBe(limits.hostsMax);
    expect(knock(node)).toBe('rate-limited');
  });

  it('are forgotten first where nothing is owed', () => {
    const node = running();
    for (let n = 0; n < limits.hostsMax - 1; n += 1) comeAndGo(node, `10.1.${n >> 8}.${n & 255}`);
    node.at += limits.hostAttemptHealMs * 1_000;
    knock(node);
    knock(node, '192.0.2.8');
    expect([...node.context.hosts.keys()].toSorted()).toEqual([HOST, '192.0.2.8']);
  });
});

const rubbish = Uint8Array.of(0, 0, 0, 0);
