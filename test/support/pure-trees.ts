import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Broadcast, Cast } from '../../src/protocol/messages.ts';
import type { TreeAsked, TreeChange, TreeWord } from '../../src/overlay/tree/tree-state.ts';
import type { Tree } from '../../src/overlay/tree/tree-state.ts';
import {
  due,
  dueAt,
  grow,
  hear,
  judged,
  newTree,
  shed,
  spread,
} from '../../src/overlay/tree/tree.ts';

export const WALL_MS = 1_800_000_000_000;

export interface TreesPlan {
  readonly size: number;
  readonly links: readonly (readonly [number, number])[];
  readonly signs?: boolean;
  /** How long a judgement takes; 0: it is there at once. */
  readonly judgementUs?: number;
  /** How long the next message from one to the other takes. */
  readonly delayUs?: (from: number, to: number) => number;
}

/** What a node was handed, what crossed links, and when. */
export interface Delivery {
  readonly node: number;
  readonly cast: Cast;
  readonly at: number;
}

/**
 * Trees that hear each other over links which keep the order of what is said and lose what is on its way when they break.
 * Time goes from one event to the next.
 */
export class PureTrees {
  at = 0;
  readonly trees: Tree[];
  readonly deliveries: Delivery[] = [];
  readonly forgers: (readonly [by: number, seenBy: number])[] = [];
  /** Of casts, and of all else, since somebody last set it back. */
  payloads = 0;
  controls = 0;
  readonly #plan: TreesPlan;
  readonly #links = new Map<string, { lastAt: number }>();
  readonly #sequences: number[];
  #events: Event[] = [];
  #order = 0;

  constructor(plan: TreesPlan) {
    this.#plan = plan;
    const nodes = Array.from({ length: plan.size }, (_, node) => node);
    this.trees = nodes.map((node) =>
      newTree({ own: idOf(node), seed: node, signs: plan.signs ?? false }),
    );
    this.#sequences = nodes.map(() => 0);
    for (const [a, b] of plan.links) this.join(a, b);
  }

  join(a: number, b: number): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      this.#links.set(`${from}>${to}`, { lastAt: this.at });
    }
    this.#change(a, grow(this.trees[a]!, idOf(b), this.at));
    this.#change(b, grow(this.trees[b]!, idOf(a), this.at));
  }

  /** What is on its way is lost. */
  part(a: number, b: number): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      this.#links.delete(`${from}>${to}`);
    this.#change(a, shed(this.trees[a]!, idOf(b), this.at));
    this.#change(b, shed(this.trees[b]!, idOf(a), this.at));
  }

  /** So many of a node's own in one go. */
  broadcast(node: number, count = 1, hopLimit: number = limits.hopLimit): Broadcast[] {
    const casts = Array.from({ length: count }, () => {
      const sequence = this.#sequences[node]!;
      this.#sequences[node] = sequence + 1;
      return broadcastOf({
        origin: idOf(node),
        sequence,
        hopLimit,
        expires: this.wallMs + limits.castLifeMs,
      });
    });
    this.#change(node, spread(this.trees[node]!, casts, this.wallMs, this.at));
    return casts;
  }

  /** Words that no node of ours would say. */
  say(from: number, to: number, messages: readonly TreeWord[]): void {
    this.#send(from, to, messages);
  }

  get wallMs(): number {
    return WALL_MS + this.at / 1_000;
  }

  /** Until nothing is on its way, untold or lacking; gives up when that takes too long. */
  settle(stepsMax = 100_000): void {
    for (let steps = 0; this.#isBusy(); steps += 1) {
      if (steps > stepsMax) throw new Error('the trees do not fall silent');
      this.#step();
    }
  }

  /** As `settle`, and then on to that time. */
  runTo(at: number): void {
    while (Math.min(this.#nextEventAt(), this.#nextDueAt()) <= at) this.#step();
    this.at = at;
  }

  /** How often each cast came to each node, by `node origin sequence`. */
  timesDelivered(): Map<string, number> {
    const times = new Map<string, number>();
    for (const { node, cast } of this.deliveries) {
      const key = nameOf(node, cast);
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    return times;
  }

  #isBusy(): boolean {
    return (
      this.#events.length > 0 ||
      this.trees.some(
        ({ announced, lacked, untold }) => announced.length + lacked.length > 0 || untold !== null,
      )
    );
  }

  #nextEventAt(): number {
    return this.#events[0]?.at ?? Infinity;
  }

  #nextDueAt(): number {
    return Math.min(...this.trees.map((tree) => dueAt(tree) ?? Infinity));
  }

  #step(): void {
    const dueNow = this.#nextDueAt();
    if (dueNow < this.#nextEventAt()) {
      this.at = Math.max(this.at, dueNow);
      for (const [node, tree] of this.trees.entries()) {
        if ((dueAt(tree) ?? Infinity) <= this.at) this.#change(node, due(tree, this.at));
      }
      return;
    }
    const event = this.#events.shift()!;
    this.at = event.at;
    event.run();
  }

  #change(node: number, [tree, asked]: TreeChange): void {
    this.trees[node] = tree;
    for (const each of asked) this.#carryOut(node, each);
  }

  #carryOut(node: number, asked: TreeAsked): void {
    switch (asked.type) {
      case 'tree.say':
        for (const message of asked.messages) this.#count(message);
        return this.#send(node, nodeOf(asked.to), asked.messages);
      case 'tree.deliver':
        for (const cast of asked.casts) this.deliveries.push({ node, cast, at: this.at });
        return;
      case 'tree.judge': {
        const sound = asked.casts.map(isSound);
        const judge = (): void => {
          const tree = this.trees[node]!;
          this.#change(node, judged(tree, asked.batch, sound, this.wallMs, this.at));
        };
        const us = this.#plan.judgementUs ?? 0;
        if (us === 0) judge();
        else this.#post(this.at + us, judge);
        return;
      }
      case 'tree.forged':
        this.forgers.push([nodeOf(asked.by), node]);
        return;
      case 'tree.clock':
    }
  }

  #send(from: number, to: number, messages: readonly TreeWord[]): void {
    const link = this.#links.get(`${from}>${to}`);
    if (link === undefined) return;
    const delay = this.#plan.delayUs?.(from, to) ?? 1_000;
    link.lastAt = Math.max(link.lastAt, this.at + delay);
    this.#post(link.lastAt, () => {
      // A link that has come anew is another one.
      if (this.#links.get(`${from}>${to}`) !== link) return;
      const tree = this.trees[to]!;
      this.#change(to, hear(tree, idOf(from), messages, this.wallMs, this.at));
    });
  }

  #count(message: TreeWord): void {
    if (message.kind !== 'broadcast' && message.kind !== 'presence') {
      this.controls += 1;
      return;
    }
    this.payloads += 1;
    if (message.hops > message.envelope.hopLimit) throw new Error('a cast crosses too many links');
  }

  #post(at: number, run: () => void): void {
    this.#order += 1;
    const event = { at, order: this.#order, run };
    const place = this.#events.findIndex((other) => other.at > at);
    if (place === -1) this.#events.push(event);
    else this.#events.splice(place, 0, event);
  }
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export function idOf(node: number): string {
  const digits = String(node).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);
  return digits.padEnd(52, 'z');
}

export function nodeOf(id: string): number {
  return Number(
    id.replace(/z+$/, '').replace(/[a-j]/g, (letter) => String('abcdefghij'.indexOf(letter))),
  );
}

export function nameOf(node: number, { envelope }: Cast): string {
  return `${node} ${nodeOf(envelope.origin)} ${envelope.sequence}`;
}

export interface BroadcastPlan {
  readonly origin: string;
  readonly sequence: number;
  readonly boot?: number;
  readonly hopLimit?: number;
  readonly expires?: number;
  readonly hops?: number;
  readonly isForged?: boolean;
  readonly body?: Body;
}

export function broadcastOf(plan: BroadcastPlan): Broadcast {
  const {
    origin,
    sequence,
    boot = 1,
    hopLimit = limits.hopLimit,
    hops = 0,
    isForged = false,
  } = plan;
  const {
    expires = WALL_MS + limits.castLifeMs,
    body = new Body(new Uint8Array([sequence & 255])),
  } = plan;
  const signature = isForged ? forgedSignature : soundSignature;
  const instance = { boot, nonce: 7 };
  const envelope = { origin, instance, sequence, hopLimit, expires, key: emptyBytes, signature };
  return { kind: 'broadcast', envelope, hops, topic: '', body };
}

const emptyBytes = new Uint8Array(0);
const soundSignature = Uint8Array.of(1);
const forgedSignature = Uint8Array.of(0);

/** Stands for what an effect does with keys. */
function isSound({ envelope }: Cast): boolean {
  return envelope.signature[0] === 1;
}
