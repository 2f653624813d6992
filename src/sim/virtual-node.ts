import {
  runNode,
  type News,
  type ObservedTurn,
  type RunningNode,
} from '../node/running/run-node.ts';
import type { CommandWords } from '../node/running/command-queue.ts';
import type { NodeContext } from '../machines/node/context/node-context.ts';
import { Body } from '../protocol/body.ts';
import type { NotePage } from '../protocol/effects.ts';
import type { NodeConfig } from '../protocol/node-config.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import type { JudgeSeals, Keys } from '../streams/keys.ts';
import { nodeKeys } from '../streams/node-keys.ts';
import { CountedClock } from './counted-clock.ts';
import { Dice } from './dice.ts';
import { castsOf, lettersOf, reportsOf, sendsOf, type Life, type LifeEnd } from './life.ts';
import { nodeContextIn } from '../node/running/node-context-in.ts';
import { tapeName, type OpenTape } from './open-tape.ts';
import type { Switchboard } from './switchboard.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { configFor, PORT, type NodeOptions } from './virtual-config.ts';
import { virtualEntropy } from './virtual-entropy.ts';
import { virtualIdentity, type VirtualIdentity } from './virtual-identity.ts';
import { watchLife } from './watch-life.ts';

/**
 * A node on a host of its own, put together just as a live one but for its ports. It can die and
 * come back: a later life has the same id, the same address, the same notes and a higher boot.
 */
export class VirtualNode {
  readonly name: string;
  readonly id: PeerId;
  readonly host: string;
  readonly lives: Life[] = [];
  readonly #around: Surroundings;
  readonly #options: NodeOptions;
  readonly #identity: VirtualIdentity;
  readonly #notes = new Map<NotePage, readonly string[]>();
  #running: RunningNode | null = null;
  #clock: CountedClock | null = null;
  #boot: number;

  constructor(name: string, host: string, around: Surroundings, options: NodeOptions) {
    this.name = name;
    this.host = host;
    this.#around = around;
    this.#options = options;
    this.#identity = virtualIdentity(around.seed, options.keyOf ?? name);
    this.id = options.id ?? this.#identity.id;
    this.#boot = options.boot ?? 1;
  }

  get address(): string {
    return `${this.host}:${PORT}`;
  }

  get isUp(): boolean {
    return this.#running !== null && !this.#running.over;
  }

  get life(): Life {
    const life = this.lives.at(-1);
    if (life === undefined) throw new RangeError(`${this.name} was never started`);
    return life;
  }

  /** What it knows, as long as it is up. */
  get context(): NodeContext | null {
    return this.#running === null || !this.isUp ? null : nodeContextIn(this.#running.system);
  }

  get texts(): readonly string[] {
    const bodies = this.lives.flatMap((life) => [
      ...reportsOf(life, 'message').flatMap(({ texts }) => texts),
      ...lettersOf(life).filter(({ purpose }) => purpose === 'text'),
    ]);
    return bodies.map(({ body }) => readText(body));
  }

  /** What its present life has heard that was told to everybody. */
  get toldToAll(): readonly string[] {
    return castsOf(this.life).map(({ body }) => readText(body));
  }

  /** How many texts it was told, without reading them. */
  get textCount(): number {
    return this.lives
      .flatMap((life) => reportsOf(life, 'message'))
      .reduce((sum, { texts }) => sum + texts.length, 0);
  }

  /** How many of its texts have no outcome yet. */
  get unanswered(): number {
    const outcomes = [...reportsOf(this.life, 'delivered'), ...reportsOf(this.life, 'undelivered')];
    const ended = outcomes.reduce((sum, { sequences }) => sum + sequences.length, 0);
    return sendsOf(this.life).length - ended;
  }

  start(): this {
    if (this.isUp) throw new RangeError(`${this.name} is up`);
    const { seed, clock, board, openTape } = this.#around;
    const counted = new CountedClock(clock.startedNow(this.#options.skewMs ?? 0));
    const config = this.#config(counted.wall());
    const label = `${this.name} ${config.instance.boot}`;
    const tape = tapeName(this.name, config.instance.boot);
    board.restart(this.host, config.tls ? this.#identity.id : null);
    const ports = {
      clock: counted,
      network: board.networkOf(this.host),
      entropy: virtualEntropy(new Dice(seed, `entropy ${label}`)),
      keys: this.#keys(config),
      notebook: {
        keep: (page: NotePage, lines: readonly string[]) => this.#notes.set(page, lines),
      },
      ...(config.discovery.includes('lan') ? { lan: board.lanOf(this.host, config) } : {}),
    };
    const recorder = openTape?.({ name: tape, config, clock: counted }) ?? null;
    const running = runNode({ config, ports, recorder });
    const { id, instance, hopLimit } = config;
    const startedAt = clock.now();
    const life = newLife({ name: this.name, id, instance, hopLimit, tape, startedAt });
    this.lives.push(life);
    this.#clock = counted;
    this.#running = running;
    watchLife(life, running, {
      keepsLife: this.#around.keepsLives,
      turned: (observed) => this.#around.turned(this, observed),
      heard: (news) => this.#around.heard(this, news),
      ended: (how, error) => this.#end(how, error),
    });
    running.start();
    return this;
  }

  /** Not a word to anybody, unless its system says for it that its links are gone. */
  crash(peersSee: 'reset' | 'silence' = 'reset'): void {
    if (!this.isUp) return;
    this.#around.board.crash(this.host, peersSee);
    this.#running?.vanish();
    this.#end('vanished', '');
  }

  /** As it was, but newer. */
  restart(): void {
    this.crash();
    this.#boot++;
    this.start();
  }

  command(words: CommandWords): void {
    if (this.isUp) this.life.commands = this.#running!.command(words);
  }

  connect(to: VirtualNode | string): void {
    this.command({ command: 'connect', peer: typeof to === 'string' ? to : to.address });
  }

  disconnect(from: VirtualNode): void {
    this.command({ command: 'disconnect', peer: from.id });
  }

  send(to: VirtualNode, text: string): void {
    this.command({ command: 'send', peer: to.id, body: new Body(encoder.encode(text)) });
  }

  ask(whom: VirtualNode, topic: string, text: string): void {
    const body = new Body(encoder.encode(text));
    this.command({ command: 'ask', peer: whom.id, topic, body });
  }

  /** To everybody. */
  tellAll(text: string): void {
    this.command({ command: 'broadcast', topic: '', body: new Body(encoder.encode(text)) });
  }

  quit(): void {
    this.command({ command: 'quit' });
  }

  /** It has a connection to the other, as far as it knows. */
  isLinkedTo(other: VirtualNode): boolean {
    return this.context?.peers.get(other.id)?.link != null;
  }

  #keys({ signs }: NodeConfig): Keys {
    const { judgeSeals } = this.#around;
    return nodeKeys(this.#identity, this.#options.networkKey ?? null, { signs, judgeSeals });
  }

  #config(wallMs: number): NodeConfig {
    const { seed, addressOf } = this.#around;
    const boot = this.#boot;
    return configFor(this.#options, {
      id: this.id,
      name: this.name,
      host: this.host,
      boot,
      wallMs,
      dice: new Dice(seed, `node ${this.name} ${boot}`),
      addressOf,
      notes: (page) => this.#notes.get(page) ?? [],
    });
  }

  #end(how: LifeEnd['how'], error: string): void {
    this.life.end ??= {
      at: this.#around.clock.now(),
      how,
      error,
      actors: how === 'stopped' ? (this.#running?.system.actors.size ?? 0) : 0,
      timers: this.#clock?.timers ?? 0,
    };
  }
}

/** What a node needs of the simulation it is in. */
export interface Surroundings {
  readonly seed: number | string;
  readonly clock: VirtualClock;
  readonly board: Switchboard;
  readonly openTape: OpenTape | null;
  readonly judgeSeals: JudgeSeals;
  readonly keepsLives: boolean;
  /** Of a node of this name, or the address itself. */
  readonly addressOf: (contact: string) => string;
  turned(node: VirtualNode, observed: ObservedTurn): void;
  heard(node: VirtualNode, news: News): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

type Born = Pick<Life, 'name' | 'id' | 'instance' | 'hopLimit' | 'tape' | 'startedAt'>;

function newLife(born: Born): Life {
  return {
    ...born,
    heard: [],
    links: new Map(),
    turns: 0,
    commands: 0,
    ignored: new Set(),
    linksPerPeer: 0,
    neighbours: 0,
    leads: 0,
    frames: new Map(),
    end: null,
  };
}

function readText({ source, start, end }: Body): string {
  return decoder.decode(source.subarray(start, end));
}
