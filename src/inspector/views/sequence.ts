import type { Sequence, SequenceArrow, SequenceLane } from '../answers/sequence.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film, Scene } from '../film/film.ts';
import { shortened } from '../film/shortened.ts';
import { nodeContextOf } from './node-context-of.ts';
import { sceneArrows } from './scene-arrows.ts';
import { linkOf, whoIsWhere } from './who-is-where.ts';

/** What this node and its peers said to each other up to a turn, or it and one of them: the last so many arrows. */
export function sequenceOf(film: Film, turn: number, count: number, peer: string): Sequence {
  const arrowsMax = Math.min(count, inspectorLimits.arrowsMax);
  const known = knownLanes(film, turn);
  const theirs = known.filter((lane) => lane.peer === peer);
  const talk = peer === '' ? allTalk(film) : talkOn(film, new Set(theirs.map(({ link }) => link)));
  const { said, from } = lastSaid(film, talk, turn, arrowsMax);
  const arrows = said.slice(Math.max(0, said.length - arrowsMax));
  return {
    turn,
    lanes: lanesOf(arrows, known),
    arrows,
    isCut: arrows.length < said.length || talk.before(from, 1).length > 0,
  };
}

/** What is looked for: the last turns before one in which it may be, in order, and whether it is on that link. */
interface Talk {
  before(turn: number, count: number): readonly number[];
  isOn(link: string): boolean;
}

function allTalk(film: Film): Talk {
  return { before: (turn, count) => film.talk(turn - 1, count), isOn: () => true };
}

/** Whatever is said on a link, its connection makes a step. */
function talkOn(film: Film, links: ReadonlySet<string>): Talk {
  const before = (turn: number, count: number): readonly number[] => {
    const turns: number[] = [];
    for (let at = lastStep(turn); at !== null && turns.length < count; at = lastStep(at)) {
      turns.push(at);
    }
    return turns.reverse();
  };
  // The last step on each link before the turn that was asked for last; turns are asked for backwards.
  const steps = new Map(Array.from(links, (link) => [`node/${link}`, Infinity]));
  const lastStep = (turn: number): number | null => {
    let last: number | null = null;
    for (const [path, known] of steps) {
      const step = known >= turn ? film.previous(turn, path) : known;
      if (step === null) steps.delete(path);
      else if (step !== known) steps.set(path, step);
      if (step !== null && step > (last ?? -1)) last = step;
    }
    return last;
  };
  return { before, isOn: (link) => links.has(link) };
}

/** At least so many arrows, if there are; nothing may be said in many turns, and only so many are looked at. */
function lastSaid(film: Film, talk: Talk, turn: number, arrowsMax: number) {
  let said: readonly SequenceArrow[] = [];
  let from = turn + 1;
  let room: number = inspectorLimits.keptScenesMax;
  while (said.length < arrowsMax && room > 0) {
    const turns = talk.before(from, Math.min(room, Math.max(arrowsMax - said.length, TURNS_MIN)));
    if (turns.length === 0) break;
    const scenes = [...scenesOf(film, turns)];
    said = [
      ...scenes
        .flatMap((scene) => sceneArrows(scene, film.tapeHead))
        .filter(({ link }) => talk.isOn(link)),
      ...said,
    ];
    [from = 0] = turns;
    room -= turns.length;
  }
  return { said, from };
}

const TURNS_MIN = 20;

/** All links that there ever were, in the order they came. */
function knownLanes(film: Film, turn: number): readonly SequenceLane[] {
  const whoIs = whoIsWhere(nodeContextOf(film.scene(turn)?.played?.system));
  const lanes = new Map<string, SequenceLane>();
  for (const life of film.lives(turn)) {
    if (life.machine !== 'connection') continue;
    const { peer, name, address } = whoIs(life);
    const link = shortened(linkOf(life.path));
    lanes.set(link, { link, peer, name, address: shortened(address) });
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
    const { text: address = '' } = arrows.find((one) => one.link === link && begins(one)) ?? {};
    lanes.push({ link, peer: '', name: '', address });
  }
  return lanes;
}

function begins({ way, kind }: SequenceArrow): boolean {
  return way === 'here' && kind !== 'closed';
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
