import type { ConnectionContext } from '../../machines/connection/connection-context.ts';
import type { Actor, Step, System } from '../../machines/engine/system.ts';
import type { ActorShown, ReasonShown } from '../answers/actor.ts';
import { arrowId } from '../charts/arrow-id.ts';
import type { ActorLife, Film, Scene } from '../film/film.ts';
import { reasonShown } from './reason-shown.ts';
import { valueLines, type Opened } from './value-lines.ts';

export interface ActorWish {
  readonly path: string;
  /** The place of a step in its turn; null: behind the turn as a whole. */
  readonly step: number | null;
  readonly opened: Opened;
}

/** One actor behind a turn, or behind one of its steps; one that is gone, as it was at its end. */
export function actorOf(film: Film, turn: number, { path, step, opened }: ActorWish): ActorShown {
  const life = lifeOf(film, turn, path);
  const around = { turn, path, previous: film.previous(turn, path), next: film.next(turn, path) };
  if (life === null) return { ...around, ...nothing, presence: 'not-yet' };
  const isGone = life.lastTurn !== null && life.lastTurn < turn;
  const scene = film.scene(isGone ? life.lastTurn : turn);
  const { machine } = life;
  if (scene?.played == null) return { ...around, ...nothing, machine, presence: 'unknown' };
  const seen = lookAt(scene, path, isGone ? null : step);
  if (seen === null)
    return { ...around, ...nothing, machine, presence: isGone ? 'gone' : 'unknown' };
  return {
    ...around,
    machine,
    presence: isGone ? 'gone' : 'there',
    ...shown(seen, isGone, opened),
  };
}

const nothing = {
  machine: '',
  active: [],
  before: [],
  taken: [],
  ignored: [],
  timers: [],
  halfReceived: null,
  reason: null,
  context: [],
} as const;

/** The last of this name that had come up to this turn: names are given once only. */
function lifeOf(film: Film, turn: number, path: string): ActorLife | null {
  for (const life of film.lives(turn)) if (life.path === path) return life;
  return null;
}

type Snapshot = Actor['snapshot'];

/** An actor between what it was and what it is. */
interface Seen {
  readonly before: Snapshot | null;
  readonly after: Snapshot;
  readonly steps: readonly Step[];
  /** As it stands behind the turn; null once it is over. */
  readonly actor: Actor | null;
}

function lookAt({ before, played }: Scene, path: string, place: number | null): Seen | null {
  const system: System = played!.system;
  const all = played!.steps;
  const upTo = place === null ? all : all.slice(0, place + 1);
  const own = upTo.filter(({ actor }) => actor === path);
  const was = before?.actors.get(path)?.snapshot ?? null;
  const actor = system.actors.get(path) ?? null;
  if (own.length === 0) {
    const still = was ?? null;
    return still === null ? null : { before: still, after: still, steps: [], actor };
  }
  const last = own.at(-1)!;
  const isChosen = place !== null && all[place] === last;
  const steps = isChosen ? [last] : own;
  return { before: steps[0]!.before, after: last.after, steps, actor };
}

function shown({ before, after, steps, actor }: Seen, isGone: boolean, opened: Opened) {
  const now = contextOf(after);
  const was = isGone ? now : contextOf(before);
  const ignored = steps.filter((one) => one.taken.length === 0 && one.before !== null);
  return {
    active: statesOf(after),
    before: before === null ? [] : statesOf(before),
    taken: isGone ? [] : steps.flatMap(({ taken }) => taken.map(arrowId)),
    ignored: isGone ? [] : ignored.map(({ event }) => event),
    timers: (actor?.timers ?? []).map(({ id, event, due }) => ({ id, event, dueUs: due })),
    halfReceived: actor?.machine === 'connection' ? (actor.pending?.received ?? null) : null,
    reason: reasonOf(after),
    context: valueLines(now, was, opened),
  };
}

/** Only connections close for a reason. */
function reasonOf({ context }: Snapshot): ReasonShown | null {
  const { reason } = context as Partial<ConnectionContext>;
  return reason == null ? null : reasonShown(reason);
}

/** In the order of the chart. */
function statesOf({ _nodes: nodes }: Snapshot): readonly string[] {
  return nodes.toSorted((one, other) => one.order - other.order).map(({ id }) => id);
}

/** What an actor began with was nothing that could have changed. */
function contextOf(snapshot: Snapshot | null): unknown {
  return snapshot === null ? {} : (snapshot.context as unknown);
}
