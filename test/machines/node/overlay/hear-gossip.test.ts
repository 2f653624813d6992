import { describe, expect, it } from 'vitest';
import type { Gossip, Purpose } from '../../../../src/protocol/messages.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../../support/pure-node.ts';
import { broadcastFrom, dialsIn, presenceFrom, wordsIn } from '../../../support/pure-overlay.ts';

const newcomer = { kind: 'newcomer', peer: { id: idOf('z'), address: 'z:1' }, ttl: 0 } as const;
const missing = { kind: 'missing', peer: { id: idOf('d'), address: 'd:1' } } as const;

function connected(purpose: Purpose, role: 'peer' | 'seed' = 'peer'): PureNode {
  const node = running({ role, discovery: ['exchange'] });
  node.join('i1', 'c', { purpose });
  return node;
}

describe('what neighbours say', () => {
  it('is heard: what is for everybody first, and in one go', () => {
    const node = connected('stay');
    node.sealsAtOnce = false;
    const effects = node.hear('i1', newcomer, broadcastFrom('y', 1), presenceFrom('y', 2));
    const order = effects.flatMap((effect) => {
      if (effect.type === 'seals.judge') return [`judge ${effect.words.length}`];
      return effect.type === 'link.dial' ? [`dial ${effect.address}`] : [];
    });
    expect(order).toEqual(['judge 2', 'dial z:1']);
  });

  it.each(['enrol'] satisfies Purpose[])(
    'is not taken from those who are none: for %s',
    (purpose) => {
      const node = connected(purpose, 'seed');
      const effects = node.hear('i1', broadcastFrom('y', 1), newcomer, { kind: 'prune' });
      expect(effects).toEqual([]);
    },
  );

  it('is heard as long as they are there, after their goodbye and before their link closes too', () => {
    const node = connected('stay');
    node.command({ command: 'disconnect', peer: '@c' });
    expect(node.stateOf('node/i1')).toBe('leaving.saying bye');
    expect(reportsIn(node.hear('i1', broadcastFrom('y', 1)), 'broadcast').length).toBe(1);
  });

  it.each([
    broadcastFrom('y', 1),
    newcomer,
    missing,
    { kind: 'enrol', everyMs: 1 },
  ] satisfies Gossip[])('has no place before there is a connection: $kind', (message) => {
    const node = running();
    node.accept('i1', 'c');
    expect(saidIn(node.hear('i1', message))).toEqual(['i1: bye unexpected-message']);
  });

  it('is heard no further where it ends the connection, or has asked for what ends one', () => {
    const node = connected('stay');
    const enrols = Array.from({ length: 100 }, () => ({ kind: 'enrol', everyMs: 1 }) as const);
    const effects = node.hear('i1', ...enrols, newcomer);
    expect(node.turns.at(-1)!.steps.length).toBeLessThan(10);
    expect(saidIn(effects)).toEqual(['i1: bye not-a-seed']);
    expect(dialsIn(effects)).toEqual([]);
    node.hear('i1', ...enrols);
    expect(node.turns.at(-1)!.steps.length).toBeLessThan(10);
  });

  it('is no more than limits.gossipPerInputMax at once', () => {
    const node = connected('stay');
    const prunes = Array.from({ length: limits.gossipPerInputMax + 1 }, () => {
      return { kind: 'prune' } as const;
    });
    expect(saidIn(node.hear('i1', ...prunes))).toContain('i1: bye flood');
  });
});

describe('what is for everybody', () => {
  function forging(): PureNode {
    const node = running();
    node.join('i1', 'c');
    node.join('i2', 'd');
    node.sealsAtOnce = false;
    return node;
  }

  it('is judged before anybody else hears of it', () => {
    const node = forging();
    const effects = node.hear('i1', broadcastFrom('z', 1));
    expect(effects.map(({ type }) => type)).toEqual(['seals.judge']);
    expect(wordsIn(node.judge(1), 'broadcast').map(({ link }) => link)).toEqual(['i2']);
  });

  it.each([
    ['has gone', (node: PureNode) => node.take({ type: 'link.closed', link: 'i1', code: 'reset' })],
    ['goes', (node: PureNode) => node.hear('i1', { kind: 'bye', code: 'quit', text: '' })],
  ] as const)('costs whoever %s before it was found forged as much', (_, leave) => {
    for (const tls of [true, false]) {
      const node = running({ tls });
      node.join('i1', 'c', { purpose: 'stay' });
      node.sealsAtOnce = false;
      node.hear('i1', broadcastFrom('y', 1));
      leave(node);
      node.judge(1, 1, false);
      // A plain link has shown nobody's key, and anybody could have been in between.
      expect(node.context.standings.get(idOf('c'))?.points).toBe(tls ? 50 : undefined);
    }
  });

  it('ends the connection to whoever passes on what is forged, and costs its standing', () => {
    const node = forging();
    node.hear('i1', broadcastFrom('z', 1));
    expect(saidIn(node.judge(1, 1, false))).toEqual(['i1: bye forged']);
    const closed = node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'disconnected')).toMatchObject([{ code: 'forged', by: 'us' }]);
    expect(node.context.standings.get(idOf('c'))?.points).toBe(50);
  });

  it('and whoever does so twice is not wanted any more', () => {
    const node = forging();
    for (const [n, link] of ['i1', 'i3'].entries()) {
      if (n > 0) node.join(link, 'c');
      node.hear(link, broadcastFrom('z', 1));
      node.judge(n + 1, 1, false);
      node.take({ type: 'link.closed', link, code: 'ended' });
    }
    expect(saidIn(node.accept('i4', 'c'))).toEqual(['i4: bye banned']);
  });

  it('is not made better by judgements that nobody asked for', () => {
    const node = forging();
    node.hear('i1', broadcastFrom('z', 1));
    for (const batch of [0, 2, 99]) expect(node.judge(batch)).toEqual([]);
    expect(reportsIn(node.effects, 'broadcast')).toEqual([]);
  });

  it('is under way no more than limits.castsUnderWayMax while no judgement comes: the rest is left for later', () => {
    const node = forging();
    const most = limits.castsUnderWayMax;
    for (let first = 0; first < 1.5 * most; first += limits.gossipPerInputMax) {
      const casts = Array.from({ length: limits.gossipPerInputMax }, (_, n) =>
        broadcastFrom('z', first + n, ''),
      );
      node.hear(first === 0 ? 'i1' : 'i2', ...casts);
    }
    const { underWay, counts } = node.context.overlay.tree;
    expect(underWay.count).toBe(most);
    expect(counts.tooMany).toBe(most / 2);
    expect(node.stateOf('node/i2')).toContain('established');
  });

  it('that is out of time has its neighbour told once that a clock is off', () => {
    const node = forging();
    const late = broadcastFrom('c', 1, 'late', { expires: 0 });
    const notices = wordsIn(node.hear('i1', late, late), 'notice');
    expect(notices).toEqual([{ link: 'i1', kind: 'notice', code: 'clock-off' }]);
    expect(saidIn(node.hear('i1', late))).toEqual([]);
    expect(saidIn(node.hear('i1', broadcastFrom('z', 1, 'late', { expires: 0 })))).toEqual([]);
  });
});

describe('a node that hears that its clock is off', () => {
  it('tells its user once', () => {
    const node = connected('stay');
    const notice = { kind: 'notice', code: 'clock-off' } as const;
    const warned = reportsIn(node.hear('i1', notice, notice), 'warned');
    expect(warned).toMatchObject([{ peer: idOf('c'), link: 'i1', code: 'clock-off' }]);
  });
});

describe('a peer that signs where this node does not, or the other way round', () => {
  it.each([
    [true, ['unsigned']],
    [false, []],
  ])('is turned away: %s, %j', (signs, capabilities) => {
    const node = running({ signs });
    expect(saidIn(node.accept('i1', 'c', { capabilities }))).toEqual(['i1: bye wrong-seals']);
    expect(dialsIn(node.effects)).toEqual([]);
  });
});
