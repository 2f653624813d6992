import { join } from 'node:path';
import { filter, firstValueFrom } from 'rxjs';
import type { NodeEvent } from '../../node/telling/node-event.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import type { CreateNode } from '../live/live-node.ts';

/** One life of a player, from a start to the next. */
export interface Life {
  readonly name: string;
  /** From 1. */
  readonly life: number;
  readonly path: string;
}

export interface PlayerParts {
  readonly name: string;
  /** Where its key is, and so who it is in all its lives. */
  readonly data: string;
  /** The folder of all tapes. */
  readonly tapes: string;
  readonly create: CreateNode;
  readonly tell: (life: Life, event: NodeEvent) => void;
}

/** A node of the demo, which can be killed and come back. */
export class Player {
  readonly name: string;
  readonly lives: Life[] = [];
  readonly #parts: PlayerParts;
  #starting: Promise<unknown> = Promise.resolve();
  #node: PeertapeNode | null = null;

  constructor(parts: PlayerParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** Of the life that it has now. */
  get node(): PeertapeNode {
    if (this.#node === null) throw new TypeError(`${this.name} has not started`);
    return this.#node;
  }

  async start(): Promise<void> {
    const { name, data, tapes, create, tell } = this.#parts;
    const number = this.lives.length + 1;
    const path = join(tapes, number === 1 ? name : `${name}-${number}`);
    const life: Life = { name, life: number, path };
    // The story says who is linked to whom, and when.
    const quiet = { discovery: [], presenceIntervalMs: 0 };
    const starting = create({ name, data, port: 0, network: 'demo', trace: path, ...quiet });
    this.#starting = starting;
    this.#node = await starting;
    this.lives.push(life);
    this.#node.events$.subscribe((event) => tell(life, event));
  }

  /** The first event that fits, of those that come from now on. */
  sees(fits: (event: NodeEvent) => boolean): Promise<NodeEvent> {
    return firstValueFrom(this.node.events$.pipe(filter(fits)));
  }

  /** Resolves once nothing of it is open, also of what was about to be. */
  async leave(how: { readonly atOnce?: boolean } = {}): Promise<void> {
    await this.#starting.catch(() => {});
    await this.#node?.close(how);
  }
}
