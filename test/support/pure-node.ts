import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { UNSIGNED } from '../../src/machines/connection/connection-decisions.ts';
import type { NodeContext } from '../../src/machines/node/context/node-context.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import type { System, Timer, Turn } from '../../src/machines/engine/system.ts';
import { emptySystem, turn } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import type { Command } from '../../src/protocol/commands.ts';
import type { Accepted, Answer, Effect, Report, SealedPost } from '../../src/protocol/effects.ts';
import type { Happening } from '../../src/protocol/inputs.ts';
import type { Hello, Message } from '../../src/protocol/messages.ts';
import type { NodeConfig } from '../../src/protocol/node-config.ts';
import { configOf } from './pure-config.ts';
import { helloOf, nothingShown } from './pure-connection.ts';
import { frozen } from './pure-frozen.ts';

/** What is commanded, without the number that it gets. */
export type CommandWords = WithoutId<Command>;
type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never;

/**
 * One whole node, alone: the test plays its world and its peers. What it draws comes back at once,
 * every proof and every seal holds, timers fire when the test waits, and all that it asked for is kept.
 */
export class PureNode {
  system: System = emptySystem(machines);
  at = 1_000_000;
  /** Whether seals are made and judged at once; else the test says when, and what comes of them. */
  sealsAtOnce = true;
  readonly turns: Turn[] = [];
  readonly inputs: Happening[] = [];
  #commands = 0;

  constructor(changes: Partial<NodeConfig> = {}) {
    this.take({ type: 'node.started', config: configOf('b', changes) });
  }

  get effects(): readonly Effect[] {
    return this.turns.flatMap(({ effects }) => effects);
  }

  get context(): NodeContext {
    return this.system.actors.get('node')!.snapshot.context as NodeContext;
  }

  get isOver(): boolean {
    return !this.system.actors.has('node');
  }

  stateOf(path: string): string | null {
    const actor = this.system.actors.get(path);
    return actor === undefined ? null : stateName(actor.snapshot);
  }

  /** Gives what this input and the draws that it caused led to. */
  take(happening: Happening): readonly Effect[] {
    this.inputs.push(happening);
    const taken = turn(this.system, { ...happening, at: this.at });
    for (const { after } of taken.steps) frozen(after);
    this.system = taken.system;
    this.turns.push(taken);
    return [...taken.effects, ...taken.effects.flatMap((effect) => this.#answer(effect))];
  }

  #answer(effect: Effect): readonly Effect[] {
    if (effect.type === 'random.draw') {
      const bytes = new Uint8Array(16);
      return this.take({ type: 'random.drawn', effect: effect.effect, bytes });
    }
    if (effect.type === 'link.judge') {
      return this.take({ type: 'link.judged', link: effect.link, fault: null });
    }
    if (!this.sealsAtOnce) return [];
    if (effect.type === 'seals.make')
      return this.sign(effect.batch, effect.words.length, effect.of);
    if (effect.type !== 'seals.judge') return [];
    return this.judge(effect.batch, effect.words.length, true, effect.of);
  }

  /** The seals of a batch are made. */
  sign(batch: number, count = 1, of: SealedPost['of'] = 'casts'): readonly Effect[] {
    const signatures = Array.from({ length: count }, () => new Uint8Array(64));
    return this.take({ type: 'seals.made', of, batch, key: new Uint8Array(44), signatures });
  }

  /** All seals of a batch hold, or none does. */
  judge(
    batch: number,
    count = 1,
    isSound = true,
    of: SealedPost['of'] = 'casts',
  ): readonly Effect[] {
    const sound = Array.from({ length: count }, () => isSound);
    return this.take({ type: 'seals.judged', of, batch, sound });
  }

  listen(): this {
    const { host, port } = this.context.config;
    this.take({ type: 'network.listening', host, port });
    return this;
  }

  hear(link: string, ...messages: readonly Message[]): readonly Effect[] {
    return this.take({ type: 'link.bytes', link, chunks: [encodeFrames(messages)] });
  }

  /** The answers, as `ok` or the code of what was wrong. */
  command(...words: readonly CommandWords[]): readonly string[] {
    const commands = words.map((word): Command => ({ ...word, id: (this.#commands += 1) }));
    return answersIn(this.take({ type: 'commands', commands }));
  }

  /** Lets time pass, and timers fire when they are due, ties in the order they were started. */
  wait(ms: number): readonly Effect[] {
    const until = this.at + ms * 1000;
    const effects: Effect[] = [];
    for (let next = this.#nextTimer(); next !== undefined; next = this.#nextTimer()) {
      if (next.due > until) break;
      this.at = Math.max(this.at, next.due);
      effects.push(...this.take({ type: 'timer.fired', timer: next.id }));
    }
    this.at = until;
    return effects;
  }

  /** Whoever dials us, as far as its hello. */
  accept(link: string, letter: string, changes: Partial<Hello> = {}): readonly Effect[] {
    this.take({ type: 'link.accepted', link, address: `${letter}:5` });
    return this.#greet(link, this.#helloOf(letter, { dial: 1, ...changes }));
  }

  /** Whoever we dialled, as far as its hello. */
  open(link: string, letter: string, changes: Partial<Hello> = {}): readonly Effect[] {
    this.take({ type: 'link.opened', link, address: `${letter}:1` });
    return this.#greet(link, this.#helloOf(letter, changes));
  }

  /** Of somebody who signs if this node does. */
  #helloOf(letter: string, changes: Partial<Hello>): Hello {
    const capabilities = this.context.config.signs ? [] : [UNSIGNED];
    return helloOf(letter, { capabilities, ...changes });
  }

  /** On a node of plain links, no key is shown. */
  #greet(link: string, hello: Hello): readonly Effect[] {
    this.take({ type: 'link.secured', link, peer: this.context.config.tls ? hello.id : null });
    return this.hear(link, hello, nothingShown);
  }

  /** Another node, connected to this one by a link it dialled. */
  join(link: string, letter: string, changes: Partial<Hello> = {}): readonly Effect[] {
    return [
      ...this.accept(link, letter, changes),
      ...this.hear(link, { kind: 'welcome' }, { kind: 'pong', token: 1 }),
    ];
  }

  #nextTimer(): Timer | undefined {
    const timers = [...this.system.actors.values()].flatMap((actor) => actor.timers);
    return timers.toSorted((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}

export function running(changes: Partial<NodeConfig> = {}): PureNode {
  return new PureNode(changes).listen();
}

/** With connections to these, on the links `i1`, `i2` and so on. */
export function connectedTo(...letters: readonly string[]): PureNode {
  const node = running();
  for (const [index, letter] of letters.entries()) node.join(`i${index + 1}`, letter);
  return node;
}

export function lastOf({ turns }: PureNode): readonly Effect[] {
  return turns.at(-1)!.effects;
}

export function answersIn(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'accepted') return effect.ids.map((id) => `${id} ok`);
    if (effect.type !== 'answer') return [];
    return [`${effect.id} ${effect.outcome.ok ? 'ok' : effect.outcome.code}`];
  });
}

export function resultsIn(effects: readonly Effect[]): readonly Answer['outcome'][] {
  return effects.flatMap((effect) => (effect.type === 'answer' ? [effect.outcome] : []));
}

export function acceptedIn(effects: readonly Effect[]): readonly Accepted[] {
  return effects.filter((effect) => effect.type === 'accepted');
}

export function reportsIn<E extends Report['event']>(
  effects: readonly Effect[],
  event: E,
): readonly Extract<Report, { readonly event: E }>[] {
  return effects.filter((effect) => effect.type === 'report' && effect.event === event) as never;
}

/** What was said on links, as `link: kind kind`. */
export function saidIn(effects: readonly Effect[]): readonly string[] {
  return effects
    .filter((effect) => effect.type === 'link.send')
    .map(({ link, messages }) => {
      const sent = readMessages(nothingPending, [encodeFrames(messages)]).messages;
      return `${link}: ${sent.map((message) => ('code' in message ? `${message.kind} ${message.code}` : message.kind)).join(' ')}`;
    });
}
