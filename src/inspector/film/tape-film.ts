import { BehaviorSubject, type Observable } from 'rxjs';
import type { Machines } from '../../machines/engine/system.ts';
import { TapeError } from '../../trace/format/tape-error.ts';
import { segmentOfName } from '../../trace/format/segment-format.ts';
import { tapedSteps } from '../../trace/format/steps-on-tape.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import type { TapeItem } from '../../trace/reading/tape-item.ts';
import type { TapeStore } from '../../trace/store/tape-store.ts';
import type { Fault, Head } from '../answers/head.ts';
import type { Timeline } from '../answers/timeline.ts';
import type { ActorLife, Film, Scene } from './film.ts';
import { FilmLedger } from './film-ledger.ts';
import { systemPace, type FilmPace } from './film-pace.ts';
import { FilmReader } from './film-reader.ts';
import { headOf, isSameHead, sizeOf } from './head-of.ts';
import { KeyframeLayer } from './keyframe-layer.ts';
import { SceneFinder } from './scene-finder.ts';
import { NO_STATE, ScenePlayer } from './scene-player.ts';
import { timelineOf } from './timeline-of.ts';
import { isTalkIn } from './turn-kind.ts';

export interface FilmOptions {
  readonly machines: Machines;
  /** It is being recorded: what comes is read on, while somebody watches. */
  readonly follows?: boolean;
  readonly pace?: FilmPace;
}

/** Opens a tape to be looked at. It is read in slices from now on, and can be asked all the while. */
export function openFilm(store: TapeStore, options: FilmOptions): TapeFilm {
  return new TapeFilm(store, options);
}

export class TapeFilm implements Film {
  readonly head$: Observable<Head>;
  readonly #store: TapeStore;
  readonly #machines: Machines;
  readonly #pace: FilmPace;
  readonly #reader: FilmReader;
  readonly #follows: boolean;
  readonly #heads: BehaviorSubject<Head>;
  #ledger!: FilmLedger;
  #finder!: SceneFinder;
  #layer!: KeyframeLayer;
  /** Of a tape without steps: what they were is found by running it again at once. */
  #player!: ScenePlayer;
  #bytes = 0;
  #isTelling = false;

  constructor(store: TapeStore, { machines, follows = false, pace = systemPace }: FilmOptions) {
    this.#store = store;
    this.#machines = machines;
    this.#pace = pace;
    this.#follows = follows && !store.single;
    this.#reader = new FilmReader({
      store,
      pace,
      follows: this.#follows,
      take: this.#take,
      onRewritten: this.#begin,
      onFailed: (text) => this.#ledger.faults.fail(text),
      onSlice: this.#onSlice,
    });
    this.#begin();
    this.#heads = new BehaviorSubject(this.#headNow());
    this.head$ = this.#heads.asObservable();
    this.#reader.start();
  }

  get head(): Head {
    return this.#heads.value;
  }

  get tapeHead(): TapeHead | null {
    return this.#ledger.head;
  }

  /** What a tape that is being recorded gains is read while anybody watches. Gives what ends that. */
  watch(): () => void {
    return this.#reader.watch();
  }

  /** The node is not running any more. */
  ended(): void {
    this.#reader.ended();
  }

  close(): void {
    this.#reader.close();
    this.#layer.stop();
    this.#heads.complete();
  }

  wallAt(us: number): number {
    return this.#ledger.wallAt(us);
  }

  scene(turn: number): Scene | null {
    this.#layer.holdOn();
    return this.#finder.scene(turn);
  }

  *scenes(from: number, to: number): Generator<Scene> {
    this.#layer.holdOn();
    yield* this.#finder.scenes(from, to);
  }

  previous(turn: number, actor?: string): number | null {
    const { rows, lives } = this.#ledger;
    if (actor !== undefined) return lives.previous(actor, turn);
    const row = rows.from(turn) - 1;
    return row < rows.first ? null : rows.turn(row);
  }

  next(turn: number, actor?: string): number | null {
    const { rows, lives } = this.#ledger;
    if (actor !== undefined) return lives.next(actor, turn);
    const row = rows.from(turn + 1);
    return row === rows.end ? null : rows.turn(row);
  }

  talk(turn: number, count: number): readonly number[] {
    const { rows } = this.#ledger;
    const turns: number[] = [];
    for (let row = rows.from(turn + 1) - 1; row >= rows.first && turns.length < count; row -= 1) {
      if (isTalkIn(rows.kind(row))) turns.push(rows.turn(row));
    }
    return turns.reverse();
  }

  lives(turn: number): Iterable<ActorLife> {
    return this.#ledger.lives.upTo(turn);
  }

  timeline(from: number, to: number, buckets: number): Timeline {
    const { rows, marks, faults } = this.#ledger;
    const ending = this.head.state === 'over' ? faults.ending : null;
    return timelineOf({ rows, marks, faults: faults.told, ending }, from, to, buckets);
  }

  readonly #begin = (): void => {
    const [store, machines, pace] = [this.#store, this.#machines, this.#pace];
    const ledger = new FilmLedger(machines);
    const finder = new SceneFinder({ store, machines, ledger, onDifferent: this.#onDifferent });
    this.#ledger = ledger;
    this.#finder = finder;
    this.#layer = new KeyframeLayer({ ledger, finder, pace, onSlice: this.#tell });
    this.#player = new ScenePlayer(
      { machines, hasSteps: false, onDifferent: this.#onDifferent },
      { turn: BEFORE_ALL, system: null, lacks: NO_STATE },
    );
    this.#bytes = sizeOf(store);
  };

  readonly #take = (item: TapeItem): void => {
    const ledger = this.#ledger;
    if (ledger.head?.steps === false) {
      const played = this.#player.take(item)?.played;
      if (played) ledger.endTurn(tapedSteps(played));
    }
    ledger.take(item);
  };

  readonly #onDifferent = (fault: Fault): void => {
    this.#ledger.faults.add(fault);
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#pace.soon(this.#tell);
  };

  readonly #onSlice = (): void => {
    if (this.#follows) this.#forgetWhatIsGone();
    const wasOver = this.head.state === 'over';
    this.#tell();
    if (this.head.state === 'over' && !wasOver) this.#layer.start();
  };

  readonly #tell = (): void => {
    this.#isTelling = false;
    const head = this.#headNow();
    if (!isSameHead(head, this.head)) this.#heads.next(head);
  };

  /** A node keeps only so much of its tape: its oldest segments go. */
  #forgetWhatIsGone(): void {
    const segment = oldestIn(this.#store);
    if (segment !== null) this.#ledger.forgetSegments(segment);
  }

  #headNow(): Head {
    const { state, bytesRead } = this.#reader;
    return headOf(this.#ledger, { state, bytesRead, bytes: this.#bytes });
  }
}

/** null also where the disk refuses: whoever reads on is told of that. */
function oldestIn(store: TapeStore): number | null {
  try {
    const [oldest] = store.list();
    return oldest === undefined ? null : segmentOfName(oldest);
  } catch (error) {
    if (error instanceof TapeError) return null;
    throw error;
  }
}

const BEFORE_ALL = -1;
