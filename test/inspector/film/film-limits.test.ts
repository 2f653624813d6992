import { describe, expect, it, onTestFinished } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { ActorLives } from '../../../src/inspector/film/actor-lives.ts';
import { FilmFaults } from '../../../src/inspector/film/film-faults.ts';
import { FilmLedger } from '../../../src/inspector/film/film-ledger.ts';
import { FilmMarks } from '../../../src/inspector/film/film-marks.ts';
import { KeptScenes } from '../../../src/inspector/film/kept-scenes.ts';
import { Keyframes } from '../../../src/inspector/film/keyframes.ts';
import { openFilm } from '../../../src/inspector/film/tape-film.ts';
import { timelineOf } from '../../../src/inspector/film/timeline-of.ts';
import { TurnRows } from '../../../src/inspector/film/turn-rows.ts';
import { machines } from '../../../src/node/running/machines.ts';
import type { Input } from '../../../src/protocol/inputs.ts';
import type { TapedStep } from '../../../src/trace/format/steps-on-tape.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { HandPace } from '../../support/hand-pace.ts';
import { realTape } from '../../support/real-tape.ts';

const place = { segment: 1, offset: 0 };
const tick: Input = { type: 'timer.fired', timer: 'node#tick', at: 0 };

describe('the index of a film', () => {
  it('forgets the oldest beyond inspectorLimits.indexedTurnsMax', () => {
    const ledger = new FilmLedger(machines);
    const { indexedTurnsMax } = inspectorLimits;
    for (let turn = 1; turn <= indexedTurnsMax; turn += 1) takeTurn(ledger, turn, []);
    expect([ledger.rows.count, ledger.forgotten]).toEqual([indexedTurnsMax, 0]);
    takeTurn(ledger, indexedTurnsMax + 1, []);
    expect(ledger.forgotten).toBe(Math.ceil((indexedTurnsMax + 1) * 0.1));
    expect(ledger.rows.count + ledger.forgotten).toBe(indexedTurnsMax + 1);
    expect(ledger.rows.turn(ledger.rows.first)).toBe(ledger.forgotten + 1);
    expect([ledger.rows.has(ledger.forgotten), ledger.rows.has(ledger.forgotten + 1)]).toEqual([
      false,
      true,
    ]);
  });

  it('and beyond inspectorLimits.indexedStepsMax in them', () => {
    const ledger = new FilmLedger(machines);
    const steps = Array.from({ length: 20_000 }, () => stepOf('node'));
    const turns = inspectorLimits.indexedStepsMax / steps.length;
    for (let turn = 1; turn <= turns; turn += 1) takeTurn(ledger, turn, steps);
    expect(ledger.forgotten).toBe(0);
    takeTurn(ledger, turns + 1, steps);
    expect(ledger.forgotten).toBeGreaterThan(0);
    expect(ledger.lives.previous('node', ledger.forgotten + 1)).toBe(null);
    expect(ledger.lives.next('node', 0)).toBe(ledger.forgotten + 1);
  });

  it('knows the last inspectorLimits.indexedMarksMax moments at most', () => {
    const marks = new FilmMarks();
    const { indexedMarksMax } = inspectorLimits;
    for (let turn = 1; turn <= indexedMarksMax; turn += 1) marks.put(turn, turn, 'here');
    expect(marks.within(0, Infinity)).toHaveLength(indexedMarksMax);
    marks.put(indexedMarksMax + 1, 0, 'here');
    expect(marks.within(0, Infinity)).toHaveLength(Math.ceil(indexedMarksMax * 0.9));
    expect(marks.textsOf(indexedMarksMax + 1)).toEqual(['here']);
  });

  it('knows inspectorLimits.indexedLivesMax actors at most, and rather those that are there', () => {
    const { indexedLivesMax } = inspectorLimits;
    const lives = new ActorLives(machines);
    const all = (turn: number) => [...lives.upTo(turn)].map(({ path }) => path);
    lives.takeSteps(1, [stepOf('node')]);
    for (let turn = 2; turn <= indexedLivesMax; turn += 1) {
      lives.takeSteps(turn, [{ ...stepOf(`node/i${turn}`), event: 'start', state: 'closed' }]);
    }
    expect(all(Infinity)).toHaveLength(indexedLivesMax);
    lives.takeSteps(indexedLivesMax + 1, [stepOf('node/o1')]);
    const kept = Math.ceil(indexedLivesMax * 0.9);
    expect(all(Infinity)).toHaveLength(kept);
    expect(all(Infinity).slice(0, 2)).toEqual(['node', `node/i${indexedLivesMax - kept + 3}`]);
    expect(all(Infinity).at(-1)).toBe('node/o1');
  });

  it('tells inspectorLimits.toldFaultsMax faults, the first of them, and how many more there are', () => {
    const faults = new FilmFaults();
    const fault = { kind: 'gap', code: 'trace-failed', text: '', ...place, bytes: 0 } as const;
    const { toldFaultsMax } = inspectorLimits;
    for (let turn = 1; turn <= toldFaultsMax; turn += 1) {
      faults.add({ ...fault, fromTurn: 2 * turn, toTurn: 2 * turn });
    }
    expect([faults.told.length, faults.more]).toEqual([toldFaultsMax, 0]);
    faults.add({ ...fault, kind: 'different', fromTurn: 3, toTurn: 3 });
    faults.add({ ...fault, kind: 'different', fromTurn: 3, toTurn: 3 });
    expect([faults.told.length, faults.more]).toEqual([toldFaultsMax, 1]);
    expect(faults.told.slice(0, 3).map(({ fromTurn }) => fromTurn)).toEqual([2, 3, 4]);
  });
});

describe('a timeline', () => {
  const { toldMarksMax, bucketsMax, toldTextUnitsMax } = inspectorLimits;
  const rows = new TurnRows();
  for (let turn = 1; turn <= 10_000; turn += 1) rows.push(turn, turn * 10, 3);

  it('has inspectorLimits.bucketsMax parts at most', () => {
    const parts = { rows, marks: new FilmMarks(), faults: [], ending: null };
    expect(timelineOf(parts, 1, 10_000, bucketsMax).buckets).toHaveLength(bucketsMax);
    const { buckets, turnsPerBucket } = timelineOf(parts, 1, 10_000, 10_000);
    expect([buckets.length, turnsPerBucket]).toEqual([bucketsMax, 5]);
    expect(buckets[1]).toEqual({ fromTurn: 6, us: 60, turns: [0, 0, 0, 5, 0] });
  });

  it('tells inspectorLimits.toldMarksMax marks at most, those of the user before others', () => {
    const marks = new FilmMarks();
    for (let turn = 1; turn <= 2 * toldMarksMax; turn += 1) {
      if (turn === toldMarksMax) marks.put(turn, turn, 'here');
      marks.takeSteps(turn, turn, [reportOf('connected', 'bob')]);
    }
    const told = timelineOf({ rows, marks, faults: [], ending: null }, 1, 10_000, 10);
    expect([told.marks.length, told.moreMarks]).toEqual([toldMarksMax, toldMarksMax + 1]);
    expect(told.marks.filter(({ kind }) => kind === 'mark')).toHaveLength(1);
    expect(told.marks.at(-1)!.turn).toBeGreaterThan(2 * toldMarksMax - 5);
    const turns = told.marks.map(({ turn }) => turn);
    expect(turns).toEqual(turns.toSorted((one, other) => one - other));
  });

  it('cuts what a mark says to inspectorLimits.toldTextUnitsMax', () => {
    const marks = new FilmMarks();
    marks.put(1, 10, 'x'.repeat(toldTextUnitsMax));
    marks.put(2, 20, 'x'.repeat(toldTextUnitsMax + 1));
    const told = timelineOf({ rows, marks, faults: [], ending: null }, 1, 10, 10).marks;
    const whole = 'x'.repeat(toldTextUnitsMax);
    expect(told.map(({ text }) => text)).toEqual([whole, `${whole}…`]);
  });
});

describe('what was run again', () => {
  it('is kept in inspectorLimits.keyframesMax states, inspectorLimits.keyframeTurns apart', () => {
    const { keyframesMax, keyframeTurns } = inspectorLimits;
    const frames = new Keyframes();
    for (let turn = 1; turn <= keyframesMax * keyframeTurns; turn += 1) {
      frames.lay(frameOf(turn), keyframeTurns);
    }
    expect(frames.count).toBe(keyframesMax);
    expect(frames.before(keyframeTurns)).toEqual(frameOf(1));
    frames.lay(frameOf(keyframesMax * keyframeTurns + 1), keyframeTurns);
    expect(frames.count).toBe(keyframesMax);
    expect(frames.before(keyframeTurns + 1)).toEqual(frameOf(1));
    expect(frames.before(2 * keyframeTurns + 1)).toEqual(frameOf(1));
    expect(frames.before(2 * keyframeTurns + 2)).toEqual(frameOf(2 * keyframeTurns + 1));
  });

  it('is kept in inspectorLimits.keptScenesMax scenes', () => {
    const kept = new KeptScenes();
    const { keptScenesMax } = inspectorLimits;
    for (let turn = 1; turn <= keptScenesMax; turn += 1) kept.put(shotOf(turn, tick));
    expect(kept.get(1)).not.toBe(null);
    kept.put(shotOf(keptScenesMax + 1, tick));
    expect([kept.get(1), kept.get(2)]).toEqual([null, shotOf(2, tick)]);
  });

  it('is kept with inspectorLimits.keptSceneBytesMax bytes of what came in them', () => {
    const kept = new KeptScenes();
    const chunk = new Uint8Array(inspectorLimits.keptSceneBytesMax / 4);
    const input: Input = { type: 'link.bytes', link: 'o1', chunks: [chunk], at: 0 };
    for (let turn = 1; turn <= 3; turn += 1) kept.put(shotOf(turn, input));
    expect(kept.get(1)).not.toBe(null);
    kept.put(shotOf(4, input));
    expect([kept.get(1), kept.get(2)?.scene.turn]).toEqual([null, 2]);
  });
});

describe('reading a tape, and running it again', () => {
  it('is done in slices of inspectorLimits.sliceMs', () => {
    const store = MemoryTapeStore.of(realTape({ turns: 40 }));
    const slices = (lookMs: number) => {
      const pace = new HandPace(lookMs);
      const film = openFilm(store, { machines, pace });
      onTestFinished(() => film.close());
      pace.settle();
      expect(film.head).toMatchObject({ state: 'over', turns: 40 });
      return pace.slices;
    };
    expect(slices(0)).toBe(2);
    expect(slices(inspectorLimits.sliceMs / 2)).toBeGreaterThan(40);
  });

  it('waits while somebody wants something', () => {
    const pace = new HandPace(inspectorLimits.sliceMs / 2);
    const film = openFilm(MemoryTapeStore.of(realTape({ turns: 40 })), { machines, pace });
    onTestFinished(() => film.close());
    film.head$.subscribe(({ state }) => {
      if (state === 'over') pace.soon(() => film.scene(1));
    });
    pace.settle();
    expect(pace.waiting).toBe(1);
    pace.pass(1_000);
    expect(pace.waiting).toBe(0);
  });
});

function takeTurn(ledger: FilmLedger, turn: number, steps: readonly TapedStep[]): void {
  ledger.take({ kind: 'input', turn, input: tick, ...place });
  ledger.take({ kind: 'steps', turn, steps, ...place });
}

function stepOf(actor: string): TapedStep {
  return { actor, event: 'tick', state: 'running', guard: null, changes: [], effects: [] };
}

function reportOf(event: string, name: string): TapedStep {
  const fields = [
    ['event', event],
    ['name', name],
    ['link', 'o1'],
  ] as const;
  return { ...stepOf('node'), effects: [{ type: 'report', fields }] };
}

function frameOf(turn: number) {
  return { turn, system: null, lacks: null };
}

function shotOf(turn: number, input: Input) {
  const known = { before: null, played: null, taped: [], lacks: null, crashed: null, marks: [] };
  return { scene: { turn, input, ...known }, behind: frameOf(turn) };
}
