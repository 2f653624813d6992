import type { Answered, NodeEvent } from '../../node/telling/node-event.ts';
import type { NodeState } from '../../node/face/node-state.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import type { Body } from '../../protocol/body.ts';
import type { Order } from './parse-line.ts';

/**
 * Takes orders to the node and knows what is still to come of them: an answer to each, and for each
 * text that was accepted whether it arrived. It asks under ids of its own, for others may ask too.
 */
export class CommandDesk {
  readonly #node: PeertapeNode;
  readonly #say: (answered: Answered) => void;
  readonly #unanswered = new Map<string, Unanswered>();
  /** By their ids, the texts whose fate is open, as they begin. */
  readonly #underway = new Map<string, string>();
  readonly #waiting: (() => void)[] = [];
  #asked = 0;

  constructor(node: PeertapeNode, say: (answered: Answered) => void) {
    this.#node = node;
    this.#say = say;
  }

  /** Who is known right now. */
  get peers(): NodeState['peers'] {
    let peers: NodeState['peers'] = [];
    this.#node.state$.subscribe((state) => (peers = state.peers)).unsubscribe();
    return peers;
  }

  /** Resolves once it is answered, or never will be because the node is over. */
  async obey(order: Order): Promise<void> {
    const { id, command } = order;
    const given = id === undefined ? {} : { id };
    if (!('words' in order)) {
      return this.#say({ event: 'answer', ...given, command, ...outcomeOf(order) });
    }
    const { words } = order;
    this.#asked += 1;
    const own = `console ${this.#asked}`;
    const beginning = words.command === 'send' ? beginningOf(words.body) : '';
    this.#unanswered.set(own, { given, command, beginning });
    await this.#node.obey(words, own);
    this.#unanswered.delete(own);
    this.#tellWaiting();
  }

  /** Says goodbye on the user's behalf; nobody asked for an answer to that. */
  leave(): void {
    void this.#node.close();
  }

  /** As the user is to be told of it; null: it is the answer to somebody else. */
  toldAs(event: NodeEvent): NodeEvent | null {
    if (event.event !== 'answer') return event;
    const { id, at, node, turn, event: name, command: _, ...rest } = event;
    const order = this.#unanswered.get(String(id));
    if (order === undefined) return null;
    const { given, command } = order;
    return { event: name, at, node, turn, ...given, command, ...rest };
  }

  /** How a text begins, where more than one is on its way; null where it is clear which is meant. */
  beginningOf(messageId: string): string | null {
    return this.#underway.size > 1 ? (this.#underway.get(messageId) ?? null) : null;
  }

  /** To be told of every event, after it was shown. */
  note(event: NodeEvent): void {
    if (event.event === 'answer') this.#noteAnswer(event);
    else if (event.event === 'delivered' || event.event === 'undelivered') {
      this.#underway.delete(event.messageId);
    } else return;
    this.#tellWaiting();
  }

  /** The node is over: nothing will come any more. */
  close(): void {
    this.#unanswered.clear();
    this.#underway.clear();
    this.#tellWaiting();
  }

  /** Resolves once all that was asked for has come to its end. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#tellWaiting();
    });
  }

  #noteAnswer({ id, command, ok, result }: Answered): void {
    const order = this.#unanswered.get(String(id));
    if (order === undefined) return;
    this.#unanswered.delete(String(id));
    if (command !== 'send' || !ok) return;
    const { messageId } = result as { readonly messageId: string };
    this.#underway.set(messageId, order.beginning);
  }

  #tellWaiting(): void {
    if (this.#unanswered.size > 0 || this.#underway.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

interface Unanswered {
  /** The user's own id, if there was one. */
  readonly given: { readonly id?: string | number };
  /** As the user calls it: a node takes some for the same. */
  readonly command: string;
  readonly beginning: string;
}

/** Short enough for a line and to be kept, and never half a letter. */
function beginningOf({ source, start, end }: Body): string {
  const bytes = source.subarray(start, Math.min(end, start + BYTES_MAX));
  const text = new TextDecoder().decode(bytes, { stream: true });
  const whole = Array.from(letters.segment(text), ({ segment }) => segment);
  const isAll = whole.length <= LETTERS_MAX && end - start <= BYTES_MAX;
  return isAll ? text : `${whole.slice(0, LETTERS_MAX).join('')}…`;
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const LETTERS_MAX = 24;
const BYTES_MAX = 200;

function outcomeOf(order: Exclude<Order, { readonly words: unknown }>) {
  return 'result' in order
    ? ({ ok: true, result: order.result } as const)
    : ({ ok: false, error: order.error } as const);
}
