import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { capture, restore, type Checkpoint } from '../../../src/machines/engine/checkpoint.ts';
import { start } from '../../../src/machines/engine/step.ts';
import type { System } from '../../../src/machines/engine/system.ts';
import { emptySystem } from '../../../src/machines/engine/turn.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { PureNode, running } from '../../support/pure-node.ts';
import { textOf } from '../../support/pure-connection.ts';

/** A node in the middle of everything: a contact, a dial, a congested link, half a frame, timers. */
function busy(): PureNode {
  const node = running({ contacts: ['d:1'] });
  node.join('i1', 'c');
  node.take({ type: 'link.congested', link: 'i1' });
  node.command({ command: 'send', peer: '@c', body: new Body(Uint8Array.of(7, 8, 9)) });
  const frame = encodeFrames([{ ...textOf(1), body: new Body(Uint8Array.of(1, 2, 3, 4)) }]);
  node.take({ type: 'link.bytes', link: 'i1', chunks: [frame.subarray(0, frame.length - 2)] });
  node.take({ type: 'dial.failed', link: 'o1', code: 'refused' });
  node.command({ command: 'connect', peer: 'e:1' });
  return node;
}

function continued(system: System) {
  const node = new PureNode();
  node.system = system;
  node.at = system.at;
  const before = node.turns.length;
  const frame = encodeFrames([{ ...textOf(1), body: new Body(Uint8Array.of(1, 2, 3, 4)) }]);
  node.take({ type: 'link.bytes', link: 'i1', chunks: [frame.subarray(-2)] });
  node.take({ type: 'link.drained', link: 'i1' });
  node.wait(20_000);
  return node.turns
    .slice(before)
    .flatMap(({ steps, effects }) => [
      ...steps.map(({ actor, event, guard }) => `${actor} ${event} ${guard}`),
      ...effects.map((effect) => effect.type),
    ]);
}

describe('a checkpoint', () => {
  it('holds everything: what is restored goes on alike', () => {
    const { system } = busy();
    const restored = restore(machines, capture(system, true));
    expect(continued(restored)).toEqual(continued(system));
    expect(capture(restored, true)).toEqual(capture(system, true));
  });

  it('goes on alike without bodies, of which it only keeps the lengths', () => {
    const { system } = busy();
    const kept = JSON.stringify(capture(system, false), bytesAsText);
    expect(kept).not.toContain('bytes 7,8,9');
    expect(JSON.stringify(capture(system, true), bytesAsText)).toContain('bytes 7,8,9');

    const restored = restore(machines, capture(system, false));
    expect(continued(restored)).toEqual(continued(system));
    expect(capture(restored, false)).toEqual(capture(system, false));
  });

  it('of an empty system restores an empty system', () => {
    const empty = emptySystem(machines);
    expect(capture(empty, true)).toEqual([0, 0, 0, []]);
    expect(capture(restore(machines, [0, 0, 0, []]), true)).toEqual([0, 0, 0, []]);
  });

  it('keeps the order of the active states, which XState would change', () => {
    const system = systemOf(parallel);
    const nodes = system.actors.get('node')!.snapshot._nodes.map(({ id }) => id);
    const [actor] = capture(system, true)[3] as [unknown[]];
    expect(actor[2]).toEqual(nodes);
    const turned = [...(capture(system, true) as unknown[])];
    turned[3] = [actor.with(2, nodes.toReversed())];
    const restored = restore(system.machines, turned);
    expect(restored.actors.get('node')!.snapshot._nodes.map(({ id }) => id)).toEqual(
      nodes.toReversed(),
    );
  });

  it('keeps what a history state would remember', () => {
    const machine = setup({}).createMachine({
      id: 'node',
      options: { maxIterations: 10 },
      initial: 'a',
      states: {
        a: { initial: 'x', states: { x: {}, y: {}, h: { type: 'history' } } },
        b: { on: { commands: 'a.h' } },
      },
    });
    const y = machine.getStateNodeById('node.a.y');
    const snapshot = machine.resolveState({ value: 'b', historyValue: { 'node.a.h': [y] } });
    const empty = emptySystem({ node: machine });
    const actor = { machine: 'node', snapshot, pending: null, timers: [] };
    const system = { ...empty, actors: empty.actors.set('node', actor) };
    const restored = restore({ node: machine }, capture(system, true));
    expect(restored.actors.get('node')!.snapshot.historyValue).toEqual({ 'node.a.h': [y] });
    expect(restored.actors.get('node')!.pending).toBe(null);
  });
});

describe('what is no checkpoint', () => {
  const whole = () => structuredClone(capture(busy().system, true)) as unknown[];
  const actor = (index: number, value: unknown) => {
    const list = whole();
    list[3] = [((list[3] as unknown[][])[0] as unknown[]).with(index, value)];
    return list;
  };
  const refused: Readonly<Record<string, () => unknown>> = {
    nothing: () => null,
    'a text': () => 'checkpoint',
    'a list of too little': () => [1, 2],
    'a turn that is no count': () => whole().with(0, -1),
    'a time of half a microsecond': () => whole().with(1, 0.5),
    'actors that are no list': () => whole().with(3, 'x'),
    'more actors than there can be': () => {
      const [one] = whole()[3] as unknown[][];
      const paths = Array.from({ length: limits.actorsMax + 1 }, (_, n) => `node/i${n}`);
      return whole().with(
        3,
        paths.map((path) => one!.with(0, path)),
      );
    },
    'a machine of no known name': () => actor(1, 'nope'),
    'a state of no known name': () => actor(2, ['connection.nowhere']),
    'a value of no known state': () => actor(4, 'nowhere'),
    'a value that is none': () => actor(4, 7),
    'a context that is a number': () => actor(5, 7),
    'states of another value': () => actor(2, ['node', 'node.starting']),
    'a state too few': () => actor(2, ['node']),
    'a state twice': () => actor(2, ['node', 'node']),
    'states that are no list': () => actor(2, 'connection'),
    'a context of no kind': () => actor(5, [99]),
    'half a frame that is none': () => actor(6, ['x']),
    'a timer that is none': () => actor(7, [[1, 2, 3]]),
  };

  it.each(Object.entries(refused))('%s', (_, wrong) => {
    expect(() => restore(machines, wrong())).toThrow(TypeError);
  });
});

const parallel = setup({}).createMachine({
  id: 'node',
  options: { maxIterations: 10 },
  type: 'parallel',
  states: { a: { initial: 'x', states: { x: {} } }, b: {} },
});

function systemOf(machine: typeof parallel): System {
  const empty = emptySystem({ node: machine });
  const { snapshot } = start(machine, undefined);
  const actor = { machine: 'node', snapshot, pending: null, timers: [] };
  return { ...empty, actors: empty.actors.set('node', actor) };
}

function bytesAsText(_: string, value: Checkpoint): unknown {
  return value instanceof Uint8Array ? `bytes ${value.join()}` : value;
}
