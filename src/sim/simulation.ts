import type { News, ObservedTurn } from '../node/running/run-node.ts';
import { Dice } from './dice.ts';
import type { Life } from './life.ts';
import { defaultLinkPlan, type LinkPlan, type PlanLink } from './link-plan.ts';
import type { OpenTape } from './open-tape.ts';
import { sharedVerdicts } from './shared-verdicts.ts';
import { Sightings } from './sightings.ts';
import { Switchboard } from './switchboard.ts';
import { VirtualClock } from './virtual-clock.ts';
import type { NodeOptions } from './virtual-config.ts';
import { VirtualNode } from './virtual-node.ts';

/**
 * A world of nodes in virtual time. Whatever happens in it is a function of what is done to it and
 * of the seed: there is one random stream for each concern, each told by its label.
 */
export class Simulation {
  readonly seed: number | string;
  readonly clock = new VirtualClock();
  readonly board: Switchboard;
  readonly sightings = new Sightings();
  readonly #nodes = new Map<string, VirtualNode>();
  readonly #cuts = new Set<readonly [VirtualNode, VirtualNode]>();
  readonly #stalled = new Set<VirtualNode>();
  readonly #watcher: SimulationWatcher;
  readonly #openTape: OpenTape | null;
  readonly #judgeSeals = sharedVerdicts();
  #plan: PlanLink = () => defaultLinkPlan;
  #isPlain = false;

  constructor(seed: number | string, openTape: OpenTape | null, watcher: SimulationWatcher = {}) {
    this.seed = seed;
    this.#openTape = openTape;
    this.#watcher = watcher;
    this.board = new Switchboard(this.clock, seed, (...dial) => this.#plan(...dial));
  }

  get nodes(): readonly VirtualNode[] {
    return [...this.#nodes.values()];
  }

  get lives(): readonly Life[] {
    return this.nodes.flatMap((node) => node.lives);
  }

  dice(label: string): Dice {
    return new Dice(this.seed, label);
  }

  /** Whether links show no keys. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** Of all nodes that are made from now on. */
  makeLinksPlain(): void {
    this.#isPlain = true;
  }

  /** A node that is not started yet. */
  node(name: string, options: NodeOptions = {}): VirtualNode {
    if (this.#nodes.has(name)) throw new RangeError(`there is a node ${name} already`);
    const host = hostOf(this.#nodes.size + 1);
    const { keepsLives = true } = this.#watcher;
    const around = {
      seed: this.seed,
      clock: this.clock,
      board: this.board,
      openTape: this.#openTape,
      judgeSeals: this.#judgeSeals,
      keepsLives,
      addressOf: (contact: string) => this.#addressOf(contact),
      turned: (node: VirtualNode, observed: ObservedTurn) => {
        if (keepsLives) this.sightings.note(observed);
        this.#watcher.turned?.(node.life, observed);
      },
      heard: (node: VirtualNode, news: News) => {
        const wall = this.clock.wall() + (options.skewMs ?? 0);
        this.#watcher.heard?.({ life: node.life, wall, news });
      },
    };
    const node = new VirtualNode(name, host, around, { plain: this.#isPlain, ...options });
    this.#nodes.set(name, node);
    return node;
  }

  // Time

  run(ms: number): void {
    this.clock.run(this.clock.now() + ms * 1_000);
  }

  at(ms: number, act: () => void): void {
    this.clock.at(ms * 1_000, act);
  }

  /** Lets time pass until it is so; whatever does not come in time never comes. */
  until(what: string, isSo: () => boolean, withinMs = WITHIN_MS): void {
    const deadline = this.clock.now() + withinMs * 1_000;
    while (!isSo()) {
      const isOver = this.clock.now() > deadline || !this.clock.step();
      if (isOver) throw new NotSo(`${what}: not within ${withinMs} ms`);
    }
  }

  expect(what: string, isSo: () => boolean): void {
    if (!isSo()) throw new NotSo(`${what}: not so`);
  }

  // Faults

  /** What links meet that are dialled from now on. */
  plan(plan: PlanLink | Partial<LinkPlan>): void {
    const isFixed = typeof plan === 'object';
    this.#plan = isFixed ? () => ({ ...defaultLinkPlan, ...plan }) : plan;
  }

  cut(a: VirtualNode, b: VirtualNode): void {
    this.#cuts.add([a, b]);
    this.board.cut(a.host, b.host);
  }

  reset(a: VirtualNode, b: VirtualNode): void {
    this.board.reset(a.host, b.host);
  }

  stall(node: VirtualNode): void {
    this.#stalled.add(node);
    this.board.stall(node.host);
  }

  flow(node: VirtualNode): void {
    this.#stalled.delete(node);
    this.board.flow(node.host);
  }

  /** No more faults for these nodes, or for all; what was broken stays so until the nodes mend it. */
  heal(core: readonly VirtualNode[] = this.nodes): void {
    this.plan({});
    for (const [a, b] of this.#cuts) {
      if (core.includes(a) && core.includes(b)) this.board.heal(a.host, b.host);
    }
    for (const node of core) if (this.#stalled.has(node)) this.flow(node);
  }

  #addressOf(name: string): string {
    const address = name.includes(':') ? name : this.#nodes.get(name)?.address;
    if (address === undefined) throw new RangeError(`there is no node ${name} yet`);
    return address;
  }
}

export interface SimulationWatcher {
  /** Without, nothing is written down of what nodes do, so that a great many can live for long. */
  readonly keepsLives?: boolean;
  readonly turned?: (life: Life, observed: ObservedTurn) => void;
  readonly heard?: (news: NodeNews) => void;
}

/** What a node said, when, by its own wall clock in epoch milliseconds. */
export interface NodeNews {
  readonly life: Life;
  readonly wall: number;
  readonly news: News;
}

/** What should have come about, by the scenario's own account. */
export class NotSo extends Error {
  override readonly name = 'NotSo';
}

const WITHIN_MS = 60_000;

function hostOf(n: number): string {
  return `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
}
