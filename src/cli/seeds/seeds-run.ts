import { NodeError } from '../../node/telling/node-error.ts';
import type { NodeEvent } from '../../node/telling/node-event.ts';
import type { NodeOptions } from '../../node/face/node-options.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import { type CliError, exits, failed, wrongUsage } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { interruption$ } from '../live/interruptions.ts';
import { LeaveTaking } from '../live/leave-taking.ts';
import { openControl } from '../live/live-control.ts';
import type { CreateNode } from '../live/live-node.ts';
import { stamped } from '../../node/telling/node-events.ts';
import { createListed } from './create-listed.ts';
import { SeedsTeller } from './seeds-teller.ts';

export interface SeedsSettings {
  readonly count: number;
  /** Where the first one is to listen. */
  readonly from: number;
  /** What all have in common. */
  readonly options: NodeOptions;
  readonly seedsFile: string | undefined;
  readonly json: boolean;
}

/** Several seed nodes, from the first port to the exit code. */
export class SeedsRun {
  readonly #settings: SeedsSettings;
  readonly #create: CreateNode;
  readonly #teller: SeedsTeller;
  readonly #host: Host;
  readonly #nodes: PeertapeNode[] = [];
  readonly #stops: Promise<void>[] = [];
  #exit: number = exits.done;
  #isLeaving = false;
  #isHurried = false;
  #leave: () => void = () => {};

  constructor(settings: SeedsSettings, host: Host, create: CreateNode) {
    this.#settings = settings;
    this.#host = host;
    this.#create = createListed(settings.seedsFile, settings.options, create);
    this.#teller = new SeedsTeller(host, settings.json);
  }

  /** To be called once. */
  async untilItsEnd(): Promise<number> {
    const left = new Promise<void>((resolve) => (this.#leave = resolve));
    const leaveTaking = new LeaveTaking({
      politely: () => this.#leavePolitely(),
      atOnce: () => this.#leaveAtOnce(),
      sayHowToHurry: () => {},
    });
    // It stays: what is told to leave twice by a window that closes must not be killed by that.
    interruption$.subscribe((signal) => leaveTaking.interrupted(signal));
    this.#host.stdout.once('error', () => this.#leavePolitely());
    try {
      await this.#startAll();
      await Promise.race([left, Promise.all(this.#stops)]);
    } catch (error) {
      throw error instanceof NodeError ? failed(error) : error;
    } finally {
      await this.#closeAll();
    }
    return this.#exit;
  }

  /** One after another, so that each gets the first port that the ones before have left. */
  async #startAll(): Promise<void> {
    const { count, from } = this.#settings;
    if (from + count - 1 > PORT_MAX) throw tooFewPorts(from);
    let port = from;
    for (let number = 1; number <= count && !this.#isLeaving; number += 1) {
      port = 1 + (await this.#startFrom(port, number));
    }
  }

  /** The port that it has got. */
  async #startFrom(first: number, number: number): Promise<number> {
    for (let port = first; port <= PORT_MAX; port += 1) {
      try {
        this.#begin(await this.#create({ ...this.#settings.options, port }), number);
        return port;
      } catch (error) {
        if (!(error instanceof NodeError) || !taken.includes(error.code)) throw error;
        this.#teller.passedOver(number, error);
      }
      if (this.#isLeaving) return port;
    }
    throw tooFewPorts(first);
  }

  #begin(node: PeertapeNode, number: number): void {
    this.#nodes.push(node);
    let last: Pick<NodeEvent, 'node' | 'turn'> = { node: node.id, turn: 0 };
    const stop = new Promise<void>((resolve) => {
      node.events$.subscribe({
        next: (event) => {
          last = event;
          if (event.event === 'stopped' && event.exit !== exits.done) this.#exit = event.exit;
          this.#teller.tell(number, event);
        },
        complete: resolve,
      });
    });
    this.#stops.push(stop);
    openControl(node, (body) => {
      const { node: id, turn } = last;
      this.#teller.tell(number, stamped(body, { at: Date.now(), node: id, turn }));
    });
  }

  #leavePolitely(): void {
    this.#isLeaving = true;
    this.#leave();
  }

  #leaveAtOnce(): void {
    this.#isHurried = true;
    this.#exit = exits.interrupted;
    for (const node of this.#nodes) void node.close({ atOnce: true });
  }

  async #closeAll(): Promise<void> {
    const how = { atOnce: this.#isHurried };
    await Promise.all(this.#nodes.map((node) => node.close(how)));
  }
}

function tooFewPorts(first: number): CliError {
  const text = `there are not as many free ports from ${first} on`;
  return wrongUsage(text, 'begin at another with --from PORT');
}

const PORT_MAX = 65_535;
/** What another process holds is a reason to try the next port. */
const taken: readonly string[] = ['port-busy', 'folder-in-use'];
