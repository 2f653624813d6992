import { describe, expect, it } from 'vitest';
import { machines } from '../../../src/node/running/machines.ts';
import { runNode } from '../../../src/node/running/run-node.ts';
import type { Ports } from '../../../src/node/running/world.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { Switchboard } from '../../../src/sim/switchboard.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { virtualEntropy } from '../../../src/sim/virtual-entropy.ts';
import { trustingKeys } from '../../support/trusting-keys.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { Recorder } from '../../../src/trace/writing/recorder.ts';
import { tapeHead } from '../../../src/trace/writing/tape-head.ts';
import { configOf, idOf } from '../../support/pure-config.ts';
import { itemsOf } from '../../support/tapes.ts';

describe('a running node', () => {
  it('has what it did on the disk after limits.flushIntervalMs at the latest', () => {
    const { node, clock, store } = newNode();
    node.start();
    clock.run(limits.flushIntervalMs * 1_000 - 1);
    expect(turnsOn(store)).toBe(0);
    clock.run(limits.flushIntervalMs * 1_000);
    expect(turnsOn(store)).toBe(node.system.turn);
  });

  it('answers each command once, and completes when it has quit', () => {
    const { node, clock } = newNode();
    const answers: number[] = [];
    let isComplete = false;
    node.news$.subscribe({
      next: ({ said }) => said.type === 'answer' && answers.push(said.id),
      complete: () => (isComplete = true),
    });
    node.start();
    clock.run(1_000);
    const asked = [
      node.command({ command: 'status' }),
      node.command({ command: 'peers' }),
      node.command({ command: 'quit' }),
    ];
    clock.run(2_000);
    expect({ answers, isComplete, over: node.over }).toEqual({
      answers: asked,
      isComplete: true,
      over: true,
    });
  });

  it('does not hear, answer or say anything once it has vanished', () => {
    const { node, clock } = newNode();
    let said = 0;
    node.start();
    clock.run(1_000);
    node.news$.subscribe(() => (said += 1));
    const { turn } = node.system;
    node.vanish();
    node.command({ command: 'status' });
    clock.run(60_000_000);
    expect({ said, turns: node.system.turn - turn, pending: clock.pending }).toEqual({
      said: 0,
      turns: 0,
      pending: 0,
    });
  });
});

function newNode() {
  const config = configOf('a', { host: '10.0.0.1' });
  const clock = new VirtualClock();
  const store = new MemoryTapeStore();
  const head = tapeHead({ config, machines, run: 'of this test' });
  const onBroken = (error: unknown) => {
    throw error;
  };
  const recorder = new Recorder({ store, head, wall: () => clock.wall(), onBroken });
  const ports = portsFor(clock);
  const node = runNode({ config, ports, recorder, flushMs: limits.flushIntervalMs });
  return { node, clock, store };
}

function portsFor(clock: VirtualClock): Ports {
  const network = new Switchboard(clock, 1).networkOf('10.0.0.1');
  return { clock, network, entropy: virtualEntropy(new Dice(1, 'entropy')), keys: trustingKeys };
}

function turnsOn(store: MemoryTapeStore): number {
  return itemsOf(store).filter(({ kind }) => kind === 'steps').length;
}

describe('a node that was put together wrongly', () => {
  const tooManyPeers = Array.from({ length: limits.listedPeersMax + 1 }, () => idOf('b'));

  it.each([
    ['id', { id: 'me' }],
    ['name', { name: 'x'.repeat(limits.nodeNameBytesMax + 1) }],
    ['network', { network: '\ud800' }],
    ['network', { network: 'x'.repeat(limits.networkNameBytesMax + 1) }],
    ['port', { port: 65_536 }],
    ['contacts: nowhere', { contacts: ['nowhere'] }],
    ['contacts', { contacts: Array.from({ length: limits.contactsMax + 1 }, () => 'a:1') }],
    ['advertise', { advertise: Array.from({ length: limits.addressesMax + 1 }, () => 'a:1') }],
    ['banned', { banned: tooManyPeers }],
    ['ignored', { ignored: tooManyPeers }],
    ['pingIntervalMs', { pingIntervalMs: limits.pingIntervalMinMs - 1 }],
    ['connectionsMax', { connectionsMax: limits.connectionsMax + 1 }],
    ['dialTimeoutMs', { dialTimeoutMs: -1 }],
    ['seed', { seed: 0.5 }],
    ['wallMs', { wallMs: 0.5 }],
    ['role', { role: 'tracker' as 'seed' }],
    ['discovery', { discovery: ['dht' as 'lan'] }],
    ['discovery', { discovery: ['lan', 'lan', 'lan', 'lan', 'lan'] as const }],
    ['seeds: nowhere', { seeds: ['nowhere'] }],
    ['seeds', { seeds: Array.from({ length: limits.seedsMax + 1 }, () => 'a:1') }],
    ['saved: a:1', { saved: ['a:1'] }],
    [`saved: ${idOf('b')}@9001`, { saved: [`${idOf('b')}@9001`] }],
    [
      'saved',
      { saved: Array.from({ length: limits.savedPeersMax + 1 }, () => `${idOf('b')}@a:1`) },
    ],
    ['hopLimit', { hopLimit: 0 }],
    ['hopLimit', { hopLimit: limits.hopLimitMax + 1 }],
    ['signs', { signs: 1 as unknown as boolean }],
    ['relays', { relays: 1 as unknown as boolean }],
    ['presenceIntervalMs', { presenceIntervalMs: limits.presenceIntervalMaxMs + 1 }],
  ])('is refused for its %s', (field, changes) => {
    const ports = portsFor(new VirtualClock());
    expect(() => runNode({ config: configOf('a', changes), ports })).toThrow(
      new RangeError(`the configuration is out of its limits: ${field}`),
    );
  });

  it('is not started twice, nor commanded before', () => {
    const { node } = newNode();
    expect(() => node.command({ command: 'peers' })).toThrow('the node was not started yet');
    node.start();
    expect(() => node.start()).toThrow('the node was started already');
  });
});
