import type { Accepted, Answer, Report } from '../../protocol/effects.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { placeOf, wayOver } from '../telling/message-way.ts';
import { errorFor, type NodeError } from '../telling/node-error.ts';
import { Numbered } from './numbered.ts';

/** A text that has arrived. */
export interface Delivery {
  readonly messageId: string;
  readonly to: PeerId;
  readonly hops: number;
  /** Over whom, without the two ends, where it was not over one link. */
  readonly path?: readonly PeerId[];
  readonly ms: number;
}

/** Somebody who waits for a text to arrive. */
export interface Sending {
  readonly bytes: number;
  readonly resolve: (delivery: Delivery) => void;
  readonly reject: (error: NodeError) => void;
}

type Fate = Extract<Report, { readonly event: 'delivered' | 'undelivered' }>;

/**
 * The texts whose senders wait: first for what the node says to it, under the command's number, then
 * for its arrival, under its own. Any number are under way at once, so none costs a table's entry.
 */
export class Sends {
  readonly #messageId: (sequence: number) => string;
  readonly #asked = new Numbered<Sending>();
  readonly #underway = new Map<PeerId, Numbered<Sending>>();
  #bytes = 0;

  constructor(messageId: (sequence: number) => string) {
    this.#messageId = messageId;
  }

  /** That have no answer yet. */
  get asked(): number {
    return this.#asked.size;
  }

  get askedBytes(): number {
    return this.#bytes;
  }

  add(number: number, sending: Sending): void {
    this.#asked.push(number, sending);
    this.#bytes += sending.bytes;
  }

  accept({ to, ids, sequences }: Accepted): void {
    if (this.#asked.size === 0) return;
    const underway = this.#underway.get(to) ?? new Numbered<Sending>();
    for (let index = 0; index < ids.length; index += 1) {
      const sending = this.#take(ids[index]!);
      if (sending !== null) underway.push(sequences[index]!, sending);
    }
    if (underway.size > 0) this.#underway.set(to, underway);
  }

  /** null: nobody waits for this one through here. */
  decline({ id }: Answer): Sending | null {
    return this.#asked.size === 0 ? null : this.#take(id);
  }

  tell(fate: Fate): void {
    const underway = this.#underway.get(fate.to);
    if (underway === undefined) return;
    const { to } = fate;
    for (const sequence of fate.sequences) {
      const sending = underway.take(sequence);
      if (sending === null) continue;
      if (fate.event === 'undelivered') sending.reject(errorFor(fate.code, placeOf(fate)));
      else {
        const messageId = this.#messageId(sequence);
        sending.resolve({ messageId, to, ...wayOver(fate.path), ms: fate.tookUs / 1_000 });
      }
    }
    if (underway.size === 0) this.#underway.delete(to);
  }

  /** Nothing will come any more. */
  end(error: () => NodeError): void {
    const left = [...this.#underway.values()].flatMap((underway) => underway.takeAll());
    this.#underway.clear();
    this.#bytes = 0;
    for (const { reject } of [...this.#asked.takeAll(), ...left]) reject(error());
  }

  #take(number: number): Sending | null {
    const sending = this.#asked.take(number);
    if (sending !== null) this.#bytes -= sending.bytes;
    return sending;
  }
}
