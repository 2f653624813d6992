import { BehaviorSubject } from 'rxjs';
import type { Head } from '../../src/inspector/answers/head.ts';
import type { Timeline } from '../../src/inspector/answers/timeline.ts';
import type { Film, Scene } from '../../src/inspector/film/film.ts';
import { emptySystem } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import { tapedSteps } from '../../src/trace/format/steps-on-tape.ts';
import { livesOf } from './plain-lives.ts';
import type { PureNode } from './pure-node.ts';

/** A film of a node that the test plays: what it has done is on it as soon as `develop` is called. */
export class PureFilm implements Film {
  readonly head$: BehaviorSubject<Head>;
  readonly tapeHead = null;
  scenesThere: Scene[] = [];
  readonly #node: PureNode;
  #state: Head['state'];
  #taken = 0;
  #forgotten = 0;

  constructor(node: PureNode, state: Head['state'] = 'live') {
    this.#node = node;
    this.#state = state;
    this.head$ = new BehaviorSubject(this.head);
    this.develop();
  }

  develop(): void {
    const { turns, inputs } = this.#node;
    for (let number = this.#taken + 1; number <= turns.length; number += 1) {
      const played = turns[number - 1]!;
      this.scenesThere.push({
        turn: number,
        input: { ...inputs[number - 1]!, at: played.system.at },
        before: turns[number - 2]?.system ?? emptySystem(machines),
        played,
        taped: tapedSteps(played),
        lacks: null,
        crashed: null,
        marks: [],
      });
    }
    this.#taken = turns.length;
    this.head$.next(this.head);
  }

  /** The first turns are not there any more. */
  forget(turns: number): void {
    this.scenesThere.splice(0, turns);
    this.#forgotten += turns;
  }

  /** This turn cannot be run again, and neither can those behind it up to the next one that is known. */
  loseTrackOf(turn: number): void {
    const lost = { played: null, lacks: 'the test says so' };
    this.scenesThere = this.scenesThere.map((scene) =>
      scene.turn === turn ? { ...scene, ...lost } : scene,
    );
  }

  /** These turns are missing on the tape. */
  loseTurns(from: number, to: number): void {
    this.scenesThere = this.scenesThere.filter(({ turn }) => turn < from || turn > to);
  }

  end(): void {
    this.#state = 'over';
    this.head$.next(this.head);
  }

  get head(): Head {
    const [first] = this.scenesThere;
    const last = this.scenesThere.at(-1);
    return {
      state: this.#state,
      ending: null,
      firstTurn: first?.turn ?? 0,
      lastTurn: last?.turn ?? 0,
      turns: this.scenesThere.length,
      firstUs: first?.input.at ?? 0,
      lastUs: last?.input.at ?? 0,
      bytesRead: 0,
      bytes: 0,
      forgotten: this.#forgotten,
      faults: [],
      moreFaults: 0,
    };
  }

  wallAt(us: number): number {
    return 1_800_000_000_000 + us / 1000;
  }

  scene(turn: number): Scene | null {
    const [first] = this.scenesThere;
    const guess = first === undefined ? undefined : this.scenesThere[turn - first.turn];
    return guess?.turn === turn ? guess : (this.scenesThere.find((s) => s.turn === turn) ?? null);
  }

  *scenes(from: number, to: number): Generator<Scene> {
    for (let turn = from; turn <= to; turn += 1) {
      const scene = this.scene(turn);
      if (scene !== null) yield scene;
    }
  }

  lives(turn: number) {
    return livesOf(this.scenesThere, turn);
  }

  previous(): never {
    throw new TypeError('nobody asks it that');
  }

  next(): never {
    throw new TypeError('nobody asks it that');
  }

  talk(): never {
    throw new TypeError('nobody asks it that');
  }

  timeline(): Timeline {
    throw new TypeError('nobody asks it that');
  }
}
