import type { Happening, Input } from '../../protocol/inputs.ts';
import type { ActorStart } from './asked.ts';
import { type FramesToCome, takeIn } from './intake.ts';
import type { Actor } from './system.ts';
import type { Table } from '../../values/table.ts';

/** An event on its way to an actor. */
export interface Delivery {
  readonly type: 'delivery';
  readonly to: string;
  readonly event: { readonly type: string };
}

export interface Deliveries {
  readonly actors: Table<Actor>;
  readonly deliveries: readonly (Delivery | ActorStart)[];
}

/** The one way in: who hears of an input, and as what. What nobody waits for any more is heard by none. */
export function deliver(actors: Table<Actor>, input: Input): Deliveries {
  switch (input.type) {
    case 'node.started':
      return to(actors, {
        type: 'actor.start',
        path: 'node',
        machine: 'node',
        input: input.config,
      });
    case 'network.listening':
    case 'network.failed':
    case 'link.accepted':
    case 'commands':
    case 'seals.made':
    case 'seals.judged':
    case 'lan.heard':
      return to(actors, { type: 'delivery', to: 'node', event: input });
    case 'link.bytes':
      return deliverBytes(actors, input);
    case 'timer.fired':
      return deliverTimer(actors, input.timer);
    case 'random.drawn':
      return to(actors, { type: 'delivery', to: pathOf(input.effect), event: input });
    default:
      return to(actors, { type: 'delivery', to: `node/${input.link}`, event: input });
  }
}

function to(actors: Table<Actor>, ...deliveries: (Delivery | ActorStart)[]): Deliveries {
  return { actors, deliveries };
}

function deliverBytes(
  actors: Table<Actor>,
  { link, chunks }: Extract<Happening, { type: 'link.bytes' }>,
): Deliveries {
  const path = `node/${link}`;
  const actor = actors.get(path);
  if (actor === undefined || actor.pending === null) return to(actors);
  const { heard, pending } = takeIn(actor.pending, chunks, framesToCome(actor));
  // A part of a long message is no message yet, but it is a sign of life.
  const events = heard.length > 0 ? heard : [{ type: 'link.bytes' }];
  return {
    actors: actors.set(path, { ...actor, pending }),
    deliveries: events.map((event) => ({ type: 'delivery', to: path, event })),
  };
}

/** The machine says it of its states, by tags. */
function framesToCome({ snapshot }: Actor): FramesToCome {
  if (snapshot.tags.size === 0) return 'any';
  return snapshot.tags.has('welcome is next') ? 'short until welcome' : 'short';
}

/** A timer that was stopped while its firing was on the way has nobody left to tell. */
function deliverTimer(actors: Table<Actor>, id: string): Deliveries {
  const path = pathOf(id);
  const actor = actors.get(path);
  const timer = actor?.timers.find((other) => other.id === id);
  if (actor === undefined || timer === undefined) return to(actors);
  const timers = actor.timers.filter((other) => other !== timer);
  return {
    actors: actors.set(path, { ...actor, timers }),
    deliveries: [{ type: 'delivery', to: path, event: { type: timer.event } }],
  };
}

/** `node/o1#nonce` belongs to `node/o1`. */
function pathOf(id: string): string {
  return id.slice(0, id.indexOf('#'));
}
