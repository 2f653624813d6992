import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionContext } from '../../src/machines/connection/connection-context.ts';
import { stateNodes } from '../../src/machines/engine/state-nodes.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import { machines } from '../../src/node/running/machines.ts';
import { closeCodes, type Reason } from '../../src/protocol/close-codes.ts';
import type { Effect } from '../../src/protocol/effects.ts';
import { limits } from '../../src/protocol/limits.ts';
import { gossipKinds } from '../../src/protocol/messages.ts';
import { anyChunking, inChunks } from '../support/any-chunking.ts';
import { anyPureRun, type PureRun } from '../support/any-pure-run.ts';
import { anyPureSetting, played } from '../support/any-pure-setting.ts';
import { anyWireBytes } from '../support/any-wire-bytes.ts';
import { idOf } from '../support/pure-config.ts';
import { type PureNode, reportsIn, running } from '../support/pure-node.ts';

function isOfRegistry({ code, by }: Pick<Reason, 'code' | 'by'>): boolean {
  if (!Object.hasOwn(closeCodes, code)) return false;
  const deciders: readonly string[] = closeCodes[code as keyof typeof closeCodes].by;
  return deciders.includes(by);
}

function reasonsOf(node: PureNode): Pick<Reason, 'code' | 'by'>[] {
  return [...reportsIn(node.effects, 'refused'), ...reportsIn(node.effects, 'disconnected')].map(
    ({ code, by }) => ({ code, by }),
  );
}

/** But for those on their way out. */
function mostLinksOfOnePeer(node: PureNode): number {
  const counts = new Map<string, number>();
  for (const { peer, state } of node.context.links.values()) {
    if (peer === null || state === 'leaving') continue;
    counts.set(peer, (counts.get(peer) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

describe('law: no input throws, in whatever order, and every end has a reason', () => {
  it('over all inputs, possible or not', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, setting) => {
        const node = played(run, setting);
        expect(reasonsOf(node).filter((reason) => !isOfRegistry(reason))).toEqual([]);
        if (node.isOver) return;
        expect(node.context.links.size).toBeLessThanOrEqual(
          limits.connectionsMax + limits.courtesyLinksMax,
        );
        expect(mostLinksOfOnePeer(node)).toBeLessThanOrEqual(limits.linksPerPeerMax);
        const paths = [...node.context.links.keys()].map((link) => `node/${link}`);
        const connections = [...node.system.actors]
          .filter(([, { machine }]) => machine === 'connection')
          .map(([path]) => path);
        expect(connections.toSorted()).toEqual(paths.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('and nobody is connected whom the user has banned, or who is another than was asked for', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, { config, sealsAtOnce }) => {
        const contacts = [`${idOf('d')}@c:1`, 'd:1'];
        const picky = { ...config, contacts, banned: [idOf('a')] };
        played(run, { config: picky, sealsAtOnce }, ({ context: { links, banned } }) => {
          const unwanted = [...links.values()].filter(
            ({ peer, state, expected }) =>
              peer !== null &&
              state !== 'leaving' &&
              (banned.has(peer) || (expected !== null && expected !== peer)),
          );
          expect(unwanted).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('and nothing is left of a node that was told to quit, nor any command without its answer', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, setting) => {
        const node = played(run.map(numbered), setting);
        if (!node.isOver) {
          node.take({ type: 'commands', commands: [{ id: 1_000_000, command: 'quit' }] });
        }
        node.wait(limits.lastLettersTimeoutMs + limits.stopTimeoutMs);

        expect(node.isOver).toBe(true);
        expect(node.system.actors.size).toBe(0);
        const asked = node.inputs.flatMap((input) =>
          input.type === 'commands' ? input.commands.map(({ id }) => id) : [],
        );
        const answered = node.effects.flatMap((effect) => {
          if (effect.type === 'accepted') return effect.ids;
          return effect.type === 'answer' ? [effect.id] : [];
        });
        expect(new Set(answered)).toEqual(new Set(asked));
        expect(answered.length).toBe(asked.length);
      }),
      { numRuns: 200 },
    );
  });

  it('and timers are stopped or fire: none is left running in the world', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, setting) => {
        const node = played(run, setting);
        const inTheWorld = new Set<string>();
        for (const [index, { effects }] of node.turns.entries()) {
          const input = node.inputs[index]!;
          if (input.type === 'timer.fired') inTheWorld.delete(input.timer);
          for (const effect of effects) {
            if (effect.type === 'timer.start') inTheWorld.add(effect.timer);
            if (effect.type === 'timer.cancel') inTheWorld.delete(effect.timer);
          }
        }
        const inTheNode = [...node.system.actors.values()].flatMap(({ timers }) =>
          timers.map(({ id }) => id),
        );
        expect([...inTheWorld].toSorted()).toEqual(inTheNode.toSorted());
      }),
      { numRuns: 100 },
    );
  });

  it('and the runs get everywhere, but where nothing stays, and do all that a node can do for others', () => {
    const [reached, done] = [new Set<string>(), new Set<string>()];
    const anyPlay = fc.tuple(anyPureRun, anyPureSetting);
    for (const [run, setting] of fc.sample(anyPlay, { numRuns: 1_200, seed: 1 })) {
      for (const { steps, effects } of played(run, setting).turns) {
        for (const { machine, after } of steps) {
          for (const name of stateName(after).split(' + ')) reached.add(`${machine} ${name}`);
        }
        for (const effect of effects) for (const deed of deedsOf(effect)) done.add(deed);
      }
    }
    const leaves = Object.entries(machines).flatMap(([name, machine]) =>
      stateNodes(machine)
        .filter(({ type }) => type === 'atomic' || type === 'final')
        .map(({ id }) => `${name} ${id.slice(machine.id.length + 1)}`),
    );
    expect(leaves.filter((leaf) => !reached.has(leaf))).toEqual([
      'connection arriving',
      'connection leaving.learning',
    ]);
    const deeds = [
      'seals.make',
      'seals.judge',
      'lan.call',
      'note.keep',
      ...[...gossipKinds].map((kind) => `says ${kind}`),
      ...['no-place', 'enrolled', 'probed', 'not-a-seed', 'wrong-seals', 'forged', 'clock-off'].map(
        (code) => `says ${code}`,
      ),
      ...['alive', 'suspect', 'left', 'lost', 'broadcast'].map((news) => `reports ${news}`),
    ];
    expect(deeds.filter((deed) => !done.has(deed))).toEqual([]);
  });

  function deedsOf(effect: Effect): readonly string[] {
    if (effect.type === 'report') {
      return [`reports ${'state' in effect ? effect.state : effect.event}`];
    }
    if (effect.type !== 'link.send') return [effect.type];
    return effect.messages.map((message) => {
      const hasCode = 'code' in message && message.kind !== 'fate';
      return `says ${hasCode ? message.code : message.kind}`;
    });
  }

  function numbered(event: PureRun[number], index: number) {
    if (event.happening.type !== 'commands') return event;
    const commands = event.happening.commands.map((command, n) => ({
      ...command,
      id: index * 100 + n,
    }));
    return { ...event, happening: { ...event.happening, commands } };
  }
});

describe('law: any bytes leave a connection alive, or leaving for a reason of the registry', () => {
  const states = {
    greeting: () => {
      const node = running();
      node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
      node.take({ type: 'link.secured', link: 'i1', peer: null });
      return node;
    },
    judged: () => {
      const node = running();
      node.accept('i1', 'c');
      return node;
    },
    established: () => {
      const node = running();
      node.join('i1', 'c');
      return node;
    },
    leaving: () => {
      const node = running();
      node.join('i1', 'c');
      node.command({ command: 'disconnect', peer: '@c' });
      return node;
    },
  };

  it.each(Object.entries(states))('while %s', (_, state) => {
    fc.assert(
      fc.property(anyWireBytes, anyChunking, (bytes, sizes) => {
        const node = state();
        for (const chunk of inChunks(bytes, sizes)) {
          node.take({ type: 'link.bytes', link: 'i1', chunks: [chunk] });
        }
        const actor = node.system.actors.get('node/i1')!;
        const { reason } = actor.snapshot.context as ConnectionContext;
        expect(reason === null || isOfRegistry(reason)).toBe(true);
        expect(node.stateOf('node/i1')!.startsWith('leaving')).toBe(reason !== null);

        node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
        expect(reasonsOf(node).every(isOfRegistry)).toBe(true);
        expect([...node.context.links.keys()]).toEqual([]);
        expect(node.system.actors.has('node/i1')).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
