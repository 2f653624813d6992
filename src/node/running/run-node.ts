import { Subject, type Observable } from 'rxjs';
import type { Machines, System, Turn } from '../../machines/engine/system.ts';
import type { Effect, Said } from '../../protocol/effects.ts';
import type { Happening, Input } from '../../protocol/inputs.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { Cancel } from '../../streams/clock.ts';
import type { Recorder } from '../../trace/writing/recorder.ts';
import { CommandQueue, type CommandWords } from './command-queue.ts';
import { Driver } from './driver.ts';
import { judgeConfig } from './judge-config.ts';
import { machines as ownMachines } from './machines.ts';
import { World, type Ports } from './world.ts';

export interface NodeParts {
  readonly config: NodeConfig;
  readonly ports: Ports;
  readonly recorder?: Recorder | null;
  /** How often what is recorded goes to the disk; only when a page is full if left out. */
  readonly flushMs?: number | null;
  readonly machines?: Machines;
}

/** What one turn had to say, with the turn's number and time. */
export interface News {
  readonly turn: number;
  readonly at: number;
  readonly said: Said;
}

export interface ObservedTurn {
  readonly turn: Turn;
  readonly input: Input;
}

/** A running node in whichever world its ports lead to. */
export interface RunningNode {
  /** Completes when the node is over; errors with our own fault, if that was its end. */
  readonly news$: Observable<News>;
  readonly turn$: Observable<ObservedTurn>;
  readonly system: System;
  readonly over: boolean;
  start(): void;
  /** Takes its place behind all that was commanded before; the number comes back in the answer. */
  command(words: CommandWords): number;
  /** As if the process had been killed: not a word to anybody. */
  vanish(): void;
}

export function runNode(parts: NodeParts): RunningNode {
  const { config, ports, recorder = null, flushMs = null } = parts;
  judgeConfig(config);
  const news$ = new Subject<News>();
  const turn$ = new Subject<ObservedTurn>();
  let started = false;
  let vanished = false;
  let cancelFlush: Cancel | null = null;

  const driver: Driver = new Driver({
    machines: parts.machines ?? ownMachines,
    clock: ports.clock,
    recorder,
    act,
    settle,
    observe,
    fail: (error) => {
      cancelFlush?.();
      recorder?.abandon();
      world.vanish();
      news$.error(error);
      turn$.complete();
    },
  });
  const world: World = new World(ports, config.network, take);
  const commands = new CommandQueue(ports.clock, (batch) => {
    take({ type: 'commands', commands: batch });
  });

  function take(happening: Happening): void {
    if (!vanished) driver.take(happening);
  }

  function act(effect: Effect, turn: number): void {
    if (effect.type === 'mark') recorder?.mark(turn, effect.text);
    else if (!isSaid(effect)) world.act(effect);
  }

  function settle(): void {
    world.flush();
    if (driver.over || recorder === null || flushMs === null || cancelFlush !== null) return;
    cancelFlush = ports.clock.at(ports.clock.now() + flushMs * 1000, () => {
      cancelFlush = null;
      recorder.flush(ports.clock.now());
    });
  }

  function observe(turn: Turn, input: Input): void {
    const { turn: number, at } = turn.system;
    for (const effect of turn.effects)
      if (isSaid(effect)) news$.next({ turn: number, at, said: effect });
    turn$.next({ turn, input });
    if (driver.over) end();
  }

  function end(): void {
    cancelFlush?.();
    world.flush();
    recorder?.close();
    news$.complete();
    turn$.complete();
  }

  return {
    news$,
    turn$,
    get system() {
      return driver.system;
    },
    get over() {
      return vanished || driver.over;
    },
    start: () => {
      if (started) throw new RangeError('the node was started already');
      started = true;
      driver.take({ type: 'node.started', config });
    },
    command: (words) => {
      if (!started) throw new RangeError('the node was not started yet');
      return commands.add(words);
    },
    vanish: () => {
      vanished = true;
      cancelFlush?.();
      world.vanish();
      recorder?.abandon();
    },
  };
}

function isSaid(effect: Effect): effect is Said {
  return effect.type === 'report' || effect.type === 'answer' || effect.type === 'accepted';
}
