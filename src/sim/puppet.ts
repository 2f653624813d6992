import type { Subscription } from 'rxjs';
import { type Hello, PROTOCOL_VERSION, type Purpose, type Sealed } from '../protocol/messages.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { nodeKeys } from '../streams/node-keys.ts';
import { Dice } from './dice.ts';
import { PuppetLine } from './puppet-line.ts';
import type { Simulation } from './simulation.ts';
import { PORT } from './virtual-config.ts';
import { virtualIdentity, type VirtualIdentity } from './virtual-identity.ts';

/**
 * Somebody with a key, on a host, who greets as nodes do and answers pings, and beyond that says what the
 * scenario has it say, true or not.
 */
export class Puppet {
  readonly id: PeerId;
  readonly host: string;
  readonly lines: PuppetLine[] = [];
  readonly #world: Simulation;
  readonly #name: string;
  readonly #identity: VirtualIdentity;
  #listening: Subscription | null = null;

  constructor(world: Simulation, name: string, host: string) {
    this.#world = world;
    this.#name = name;
    this.#identity = virtualIdentity(world.seed, name);
    this.id = this.#identity.id;
    this.host = host;
    if (!world.nodes.some((node) => node.host === host))
      world.board.restart(host, world.isPlain ? null : this.id);
  }

  dial(address: string, purpose: Purpose): PuppetLine {
    const line = this.#line(purpose, true);
    this.#world.board
      .networkOf(this.host)
      .dial(address)
      .subscribe((event) => {
        if (event.type === 'opened') line.open(event.link);
      });
    return line;
  }

  /** `isMute`: it takes whoever comes, and never says a word. */
  listen(port = PORT, isMute = false): this {
    this.#listening = this.#world.board
      .networkOf(this.host)
      .listen(this.host, port)
      .subscribe((event) => {
        if (event.type !== 'accepted') return;
        const line = this.#line('stay', false);
        if (isMute) event.link.event$.subscribe(line.hearNothing);
        else line.open(event.link);
      });
    return this;
  }

  /** As their origin would, if it had this key. */
  seal<Word extends Sealed>(words: readonly Word[]): readonly Word[] {
    const { key, signatures } = nodeKeys(this.#identity, null).seal(NETWORK, words);
    return words.map((word, index) => {
      const envelope = { ...word.envelope, key, signature: signatures[index]! };
      return { ...word, envelope };
    });
  }

  leave(): void {
    this.#listening?.unsubscribe();
    for (const line of this.lines) line.close();
  }

  #line(purpose: Purpose, isDialler: boolean): PuppetLine {
    const count = this.lines.length + 1;
    const hello: Hello = {
      kind: 'hello',
      version: PROTOCOL_VERSION,
      network: NETWORK,
      id: this.id,
      instance: { boot: 1, nonce: 1 },
      nonce: new Dice(this.#world.seed, `${this.#name} line ${count}`).bytes(16),
      dial: isDialler ? count : 0,
      name: this.#name,
      addresses: [`${this.host}:${PORT}`],
      capabilities: [],
      purpose: isDialler ? purpose : '',
    };
    const line = new PuppetLine(this.#identity, hello, isDialler);
    this.lines.push(line);
    return line;
  }
}

/** Of all nodes that were not told otherwise. */
const NETWORK = 'sim';
