import type { ConnectionContext } from '../../machines/connection/connection-context.ts';
import type { Actor } from '../../machines/engine/system.ts';
import { stateName } from '../../machines/engine/states.ts';
import type { ActorRow } from '../answers/actors.ts';
import type { ActorLife, Film, Scene } from '../film/film.ts';
import { shortened } from '../film/shortened.ts';
import { nodeContextOf } from './node-context-of.ts';
import { whoIsWhere } from './who-is-where.ts';

/** Somebody who was ever there up to a turn; the row is made when it is wanted. */
export interface Somebody {
  readonly machine: string;
  readonly isGone: boolean;
  /** It made a step in this turn, be it its last one. */
  readonly moved: boolean;
  readonly code: string;
  row(): ActorRow;
}

/**
 * Everybody up to a turn, in the order they came. Who is there behind it is known by its state, or else by what the
 * tape tells; then only those who made a step in it are in a state that is known.
 */
export function* everybody(film: Film, turn: number): Generator<Somebody> {
  const scene = film.scene(turn);
  const system = scene?.played?.system ?? null;
  const whoIs = whoIsWhere(nodeContextOf(system));
  const stepped = statesInSteps(scene);
  const lives = [...film.lives(turn)];
  const latest = new Map(lives.map((life) => [life.path, life]));
  for (const life of lives) {
    const { path } = life;
    const isLatest = latest.get(path) === life && life.lastTurn === null;
    const actor = isLatest ? system?.actors.get(path) : undefined;
    const isGone = !isLatest || (system !== null && actor === undefined);
    const machine = actor?.machine ?? life.machine;
    const code = (actor && reasonOf(actor)) || life.code;
    const moved = latest.get(path) === life && stepped.has(path);
    const state = actor ? stateName(actor.snapshot) : shortenedOr(stepped.get(path));
    yield {
      machine,
      isGone,
      moved,
      code,
      row: () => ({
        path: shortened(path),
        machine,
        state: isGone && !moved ? null : state,
        isGone,
        moved,
        ...whoIs(life),
        code,
        firstTurn: life.firstTurn,
        lastTurn: isGone ? (life.lastTurn ?? lastOf(film, life, turn)) : null,
      }),
    };
  }
}

function shortenedOr(text: string | undefined): string | null {
  return text === undefined ? null : shortened(text);
}

/** In which state each was behind its last step in a turn. */
function statesInSteps(scene: Scene | null): ReadonlyMap<string, string> {
  const { played = null, taped = [] } = scene ?? {};
  if (played === null) return new Map(taped.map(({ actor, state }) => [actor, state]));
  return new Map(played.steps.map(({ actor, after }) => [actor, stateName(after)]));
}

/** Why a connection is closing. */
function reasonOf({ machine, snapshot }: Actor): string {
  if (machine !== 'connection') return '';
  return (snapshot.context as ConnectionContext).reason?.code ?? '';
}

/** The tape does not say when it went. */
function lastOf(film: Film, { path, firstTurn }: ActorLife, turn: number): number {
  return film.previous(turn + 1, path) ?? firstTurn;
}
