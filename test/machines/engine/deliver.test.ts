import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { nothingPending } from '../../../src/codec/cut-frames.ts';
import { deliver, type Delivery } from '../../../src/machines/engine/deliver.ts';
import type { ActorStart } from '../../../src/machines/engine/asked.ts';
import type { Actor } from '../../../src/machines/engine/system.ts';
import { emptySystem } from '../../../src/machines/engine/turn.ts';
import { machines } from '../../../src/node/running/machines.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import { configOf } from '../../support/pure-config.ts';
import { frameOf } from '../../support/wire-bytes.ts';

const timer = { id: 'node/o1#wait', due: 5, order: 1, event: 'waited' };
const actor = {
  machine: 'connection',
  snapshot: { tags: new Set() },
  pending: nothingPending,
  timers: [timer],
} as unknown as Actor;
const actors = emptySystem(machines).actors.set('node', actor).set('node/o1', actor);
const bytes = (link: string, ...chunks: readonly Uint8Array[]): Happening => ({
  type: 'link.bytes',
  link,
  chunks,
});

function whoHears(happening: Happening): string[] {
  return deliver(actors, { ...happening, at: 1 }).deliveries.map(say);
}

function say(delivery: Delivery | ActorStart): string {
  if (delivery.type === 'actor.start') return `start ${delivery.path}`;
  return `${delivery.to} ${delivery.event.type}`;
}

describe('an input is heard', () => {
  it('as the start of the node, when the run begins', () => {
    expect(whoHears({ type: 'node.started', config: configOf('a') })).toEqual(['start node']);
  });

  it.each([
    { type: 'network.listening', host: 'a', port: 1 },
    { type: 'network.failed', code: 'port-busy', text: '' },
    { type: 'link.accepted', link: 'i1', address: 'x:1' },
    { type: 'commands', commands: [] },
  ] as const)('by the node: $type', (happening) => {
    expect(whoHears(happening)).toEqual([`node ${happening.type}`]);
  });

  it.each([
    { type: 'link.opened', link: 'o1', address: 'x:1' },
    { type: 'dial.failed', link: 'o1', code: 'refused' },
    { type: 'link.congested', link: 'o1' },
    { type: 'link.drained', link: 'o1' },
    { type: 'link.ended', link: 'o1' },
    { type: 'link.closed', link: 'o1', code: 'reset' },
    { type: 'random.drawn', effect: 'node/o1#nonce', bytes: new Uint8Array(16) },
  ] as const)('by its connection: $type', (happening) => {
    expect(whoHears(happening)).toEqual([`node/o1 ${happening.type}`]);
  });

  it('as messages, by the connection of the link they came on', () => {
    expect(whoHears(bytes('o1', encodeFrames([{ kind: 'welcome' }])))).toEqual(['node/o1 welcome']);
  });

  it('as a sign of life, when it is no whole message yet', () => {
    const frame = encodeFrames([{ kind: 'welcome' }]);
    expect(whoHears(bytes('o1', frame.subarray(0, 5)))).toEqual(['node/o1 link.bytes']);
  });

  it('by none, when it comes on a link that is gone', () => {
    const { deliveries, actors: after } = deliver(actors, { ...bytes('o9', frameOf([1])), at: 1 });
    expect(deliveries).toEqual([]);
    expect(after).toBe(actors);
  });
});

describe('a stream that was rejected', () => {
  it('is read no further', () => {
    const rejected = deliver(actors, { ...bytes('o1', frameOf([0x91, 99])), at: 1 });
    expect(rejected.deliveries.map(say)).toEqual(['node/o1 bytes.rejected']);
    expect(rejected.actors.get('node/o1')!.pending).toBe(null);

    const good = bytes('o1', encodeFrames([{ kind: 'welcome' }]));
    const later = deliver(rejected.actors, { ...good, at: 2 });
    expect(later.deliveries).toEqual([]);
    expect(later.actors).toBe(rejected.actors);
  });
});

describe('a timer that fired', () => {
  it('tells its event and runs no more', () => {
    const fired = deliver(actors, { type: 'timer.fired', timer: timer.id, at: 5 });
    expect(fired.deliveries.map(say)).toEqual(['node/o1 waited']);
    expect(fired.actors.get('node/o1')!.timers).toEqual([]);
    expect(actors.get('node/o1')!.timers).toEqual([timer]);
  });
});
