import { stateName } from '../../machines/engine/states.ts';
import type { Step } from '../../machines/engine/system.ts';
import type { ConnectionContext } from '../../machines/connection/connection-context.ts';
import type { Decider } from '../../protocol/close-codes.ts';
import type { Report } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';

/** One thing that happened to a link, in the turn in which it did. */
export interface StoryEvent {
  readonly turn: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly link: string;
  /** The event that its connection took, or the report that told of its end. */
  readonly what: string;
  /** The connection's states before and after. */
  readonly from?: string;
  readonly to?: string;
  readonly guard?: string;
  /** Why, from the moment it is known. */
  readonly code?: string;
  readonly by?: Decider;
  readonly text?: string;
  readonly address?: string;
}

export interface StoryEnd {
  readonly code: string;
  readonly by: Decider;
  readonly turn: number;
}

export interface When {
  readonly turn: number;
  readonly at: number;
}

type Ending = Extract<Report, { readonly event: 'disconnected' | 'refused' }>;

/**
 * What a link went through. Its beginning and its latest are kept, as many as `chronicleEventsMax`
 * together; what is left out from between them is counted. Of the heartbeats of a quiet connection
 * only the last is kept.
 */
export class Story {
  readonly link: string;
  readonly address: string;
  #events: StoryEvent[] = [];
  #leftOut = 0;
  #end: StoryEnd | null = null;

  constructor(link: string, address: string) {
    this.link = link;
    this.address = address;
  }

  get events(): readonly StoryEvent[] {
    return this.#events;
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  get end(): StoryEnd | null {
    return this.#end;
  }

  /** Of the connection of this link. */
  step({ before, after, event, guard }: Step, { turn, at }: When): void {
    const { address, inbound, reason } = after.context as ConnectionContext;
    const to = stateName(after);
    const when = { turn, at, link: this.link };
    if (before === null) {
      return this.#add({ ...when, what: inbound ? 'link.accepted' : 'link.dial', to, address });
    }
    const isNewReason = (before.context as ConnectionContext).reason !== reason;
    this.#add({
      ...when,
      what: whatOf(event),
      from: stateName(before),
      to,
      ...(guard === null ? {} : { guard }),
      ...(reason === null || !isNewReason ? {} : reason),
    });
  }

  close({ event: what, code, by, address, ...rest }: Ending, { turn, at }: When): void {
    const text = 'text' in rest && rest.text !== '' ? { text: rest.text } : {};
    this.#add({ turn, at, link: this.link, what, code, by, ...text, address });
    this.#end = { code, by, turn };
  }

  #add(event: StoryEvent): void {
    const last = this.#events.at(-1);
    if (last !== undefined && isHeartbeat(last) && isHeartbeat(event)) this.#events.pop();
    this.#events.push(event);
    if (this.#events.length <= limits.chronicleEventsMax) return;
    this.#events.splice(BEGINNING, 1);
    this.#leftOut += 1;
  }
}

/** How many of the first events are kept for good: as long as an ordinary greeting. */
const BEGINNING = limits.chronicleEventsMax / 4;

/** `xstate.after.pongTimeout.connection.established…` as `after pongTimeout`. */
function whatOf(event: string): string {
  const [, delay] = /^xstate\.after\.(\w+)\./.exec(event) ?? [];
  return delay === undefined ? event : `after ${delay}`;
}

function isHeartbeat({ from, to }: StoryEvent): boolean {
  if (from === undefined || to === undefined || from === to) return false;
  return calm(from) === calm(to);
}

/** A state without what only says whether a ping is on its way. There are as many as the machine has states. */
function calm(state: string): string {
  const known = calmed.get(state);
  if (known !== undefined) return known;
  const calmState = state.replace(/\bliveness\.(?:quiet|waiting)\b/, 'liveness');
  calmed.set(state, calmState);
  return calmState;
}

const calmed = new Map<string, string>();
