import type { Sequence, SequenceArrow, SequenceLane } from '../answers/sequence.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film, Scene } from '../film/film.ts';
import { nodeContextOf } from './node-context-of.ts';
import { arrowsOf } from './scene-arrows.ts';
import { linkOf, whoIsWhere } from './who-is-where.ts';

/** What this node and its peers said to each other up to a turn, or it and one of them: the last so many arrows. */
export function sequenceOf(film: Film, turn: number, count: number, peer: string): Sequence {
  const arrowsMax = Math.min(count, inspectorLimits.arrowsMax);
  const known = knownLanes(film, turn);
  const theirs = peer === '' ? null : known.filter((lane) => lane.peer === peer);
  const links = theirs === null ? null : new Set(theirs.map(({ link }) => link));
  const turns = links === null ? film.talk(turn, arrowsMax) : turnsOf(film, turn, arrowsMax, links);
  const said: SequenceArrow[] = [];
  for (const scene of scenesOf(film, turns)) {
    for (const arrow of arrowsOf(scene)) if (links?.has(arrow.link) ?? true) said.push(arrow);
  }
  const arrows = said.slice(Math.max(0, said.length - arrowsMax));
  return {
    turn,
    lanes: lanesOf(arrows, known),
    arrows,
    isCut: arrows.length < said.length || hasTalkBefore(film, turns[0] ?? turn + 1, links),
  };
}

/** All links that there ever were, in the order they came. */
function knownLanes(film: Film, turn: number): readonly SequenceLane[] {
  const whoIs = whoIsWhere(nodeContextOf(film.scene(turn)?.played?.system));
  const lanes = new Map<string, SequenceLane>();
  for (const life of film.lives(turn)) {
    if (life.machine !== 'connection') continue;
    const { peer, name, address } = whoIs(life);
    const link = linkOf(life.path);
    lanes.set(link, { link, peer, name, address });
  }
  return [...lanes.values()];
}

/** Some links were closed before anybody was there for them. */
function lanesOf(
  arrows: readonly SequenceArrow[],
  known: readonly SequenceLane[],
): readonly SequenceLane[] {
  const unknown = new Set(arrows.map(({ link }) => link));
  const lanes = known.filter(({ link }) => unknown.delete(link));
  for (const link of unknown) {
    const { text = '' } = arrows.find((one) => one.link === link && one.kind === 'accepted') ?? {};
    lanes.push({ link, peer: '', name: '', address: text });
  }
  return lanes;
}

/** The last turns in which one of these links made a step: whatever is said on it does. */
function turnsOf(
  film: Film,
  turn: number,
  count: number,
  links: ReadonlySet<string>,
): readonly number[] {
  const turns: number[] = [];
  for (let at = lastBefore(film, turn + 1, links); at !== null && turns.length < count;) {
    turns.push(at);
    at = lastBefore(film, at, links);
  }
  return turns.reverse();
}

function lastBefore(film: Film, turn: number, links: ReadonlySet<string>): number | null {
  let last: number | null = null;
  for (const link of links) {
    const at = film.previous(turn, `node/${link}`);
    if (at !== null && (last === null || at > last)) last = at;
  }
  return last;
}

function hasTalkBefore(film: Film, turn: number, links: ReadonlySet<string> | null): boolean {
  if (links === null) return film.talk(turn - 1, 1).length > 0;
  return lastBefore(film, turn, links) !== null;
}

/** Turns that stand near each other are run again in one go. */
function* scenesOf(film: Film, turns: readonly number[]): Generator<Scene> {
  for (let first = 0; first < turns.length;) {
    let end = first + 1;
    while (end < turns.length && turns[end]! - turns[end - 1]! <= NEAR) end += 1;
    const wanted = new Set(turns.slice(first, end));
    for (const scene of film.scenes(turns[first]!, turns[end - 1]!)) {
      if (wanted.has(scene.turn)) yield scene;
    }
    first = end;
  }
}

const NEAR = 50;
