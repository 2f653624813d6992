import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { EffectShown } from '../../../src/inspector/answers/moment.ts';
import type { ValueLine } from '../../../src/inspector/answers/value-line.ts';
import type { Film } from '../../../src/inspector/film/film.ts';
import { actorsOf } from '../../../src/inspector/views/actors.ts';
import { momentOf } from '../../../src/inspector/views/moment.ts';
import { sequenceOf } from '../../../src/inspector/views/sequence.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { madeFilm, madeStep, noState, tick } from '../../support/made-film.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const LONG = 'x'.repeat(100_000);
const { toldTextUnitsMax } = inspectorLimits;

describe('a turn of a tape that was made to do harm', () => {
  it('has no more names and marks than inspectorLimits.toldNamesMax, each with so many letters', () => {
    const { toldNamesMax } = inspectorLimits;
    const names = Array.from({ length: toldNamesMax + 7 }, (_, i) => [`${i}${LONG}`, 1] as const);
    const mark = { kind: 'mark', turn: 1, at: 1, text: 'here' } as const;
    const step = { ...madeStep(LONG), event: LONG, state: LONG, guard: LONG, changes: names };
    const effects = [{ type: LONG, fields: [[LONG, LONG]] as const }];
    const film = madeFilm([
      noState,
      tick(1),
      { kind: 'steps', turn: 1, steps: [{ ...step, effects }] },
      ...names.map(() => mark),
    ]);
    const { marks, steps } = momentOf(film, 1)!;
    expect([marks.length, marks.at(-1)]).toEqual([toldNamesMax + 1, '… and 7 more']);
    expect(steps[0]!.changed.length).toBe(inspectorLimits.toldNamesMax + 1);
    const { actor, event, to, guard } = steps[0]!;
    for (const text of [
      actor,
      event,
      to,
      guard!,
      ...steps[0]!.changed,
      ...textsOf(steps[0]!.effects),
    ]) {
      expect(text.length).toBeLessThanOrEqual(toldTextUnitsMax + 1);
    }
  });

  it('says why it cannot be run again in inspectorLimits.toldFaultUnitsMax letters', () => {
    const crash = { kind: 'crashed', turn: 1, at: 1, name: 'Error', message: LONG } as const;
    const film = madeFilm([noState, tick(1), crash]);
    expect(momentOf(film, 1)!.crashed!.length).toBe(inspectorLimits.toldFaultUnitsMax + 1);
  });

  it('has no more lines than inspectorLimits.toldLinesMax, whatever its effects are', () => {
    const real = new PlainFilm(new FsTapeStore('traces/pair/alice'));
    const scene = real.all.find(({ played }) => played?.effects.some(isSend))!;
    const send = scene.played!.effects.find(isSend)!;
    const messages = Array.from({ length: 50 }, () => send.messages[0]!);
    const effects = Array.from({ length: 200 }, () => ({ ...send, messages }));
    const steps = scene.played!.steps.map((step) => ({ ...step, effects }));
    const crowded = { ...scene, played: { ...scene.played!, steps } };
    const moment = momentOf(filmOf(real, crowded), scene.turn)!;
    const told = moment.steps.flatMap((step) => step.effects);
    const lines = told.flatMap(({ fields }) => fields.flatMap(linesIn)).length;
    expect(lines).toBeGreaterThan(inspectorLimits.toldLinesMax / 2);
    expect(lines).toBeLessThan(inspectorLimits.toldLinesMax + 100);
    const more = moment.steps.reduce((sum, { moreEffects }) => sum + moreEffects, 0);
    expect(told.length + more).toBe(steps.length * effects.length);
    expect(JSON.stringify(moment).length).toBeLessThan(1_000_000);
  });

  it('says at once which machines made its steps, however many there ever were', () => {
    const steps = Array.from({ length: 60_000 }, (_, i) => madeStep(`node/i${i}`));
    const film = madeFilm([noState, tick(1), { kind: 'steps', turn: 1, steps }]);
    let looks = 0;
    const counted: Film = Object.assign(filmOf(film, film.scene(1)!), {
      *lives(turn: number) {
        looks += 1;
        yield* film.lives(turn);
      },
    });
    const { steps: shown, moreSteps } = momentOf(counted, 1)!;
    expect(shown.map(({ machine }) => machine)).not.toContain('');
    expect([shown.length + moreSteps, looks]).toEqual([steps.length, 1]);
  });
});

describe('actors of such a tape', () => {
  it('can be chosen by inspectorLimits.toldFacetsMax machines, states and codes, the most common', () => {
    const { toldFacetsMax } = inspectorLimits;
    const steps = Array.from({ length: toldFacetsMax + 7 }, (_, i) => ({
      ...madeStep(`node/i${i}`),
      state: `s${i}`,
    }));
    const common = ['a', 'b'].map((name) => ({ ...madeStep(name), state: 'zzz' }));
    const last = { kind: 'steps', turn: 1, steps: [...steps, ...common] } as const;
    const { states } = actorsOf(madeFilm([noState, tick(1), last]), 1, all);
    expect(states.length).toBe(inspectorLimits.toldFacetsMax);
    expect(states.at(-1)).toEqual({ name: 'zzz', count: 2 });
  });

  it('have names that fit in a row', () => {
    const step = { ...madeStep(`node/${LONG}`), state: LONG };
    const film = madeFilm([noState, tick(1), { kind: 'steps', turn: 1, steps: [step] }]);
    const { rows } = actorsOf(film, 1, all);
    expect(JSON.stringify(rows).length).toBeLessThan(1_000);
    expect(JSON.stringify(sequenceOf(film, 1, 100, '')).length).toBeLessThan(1_000);
  });
});

const all = { q: '', machine: '', state: '', code: '', gone: true, from: 0, count: 500 };

/** A film with one scene in the place of its own. */
function filmOf(film: Film, scene: NonNullable<ReturnType<Film['scene']>>): Film {
  const { head, head$, tapeHead } = film;
  return {
    head,
    head$,
    tapeHead,
    wallAt: (us) => film.wallAt(us),
    scene: () => scene,
    scenes: () => [scene],
    previous: () => null,
    next: () => null,
    talk: () => [],
    lives: (turn) => film.lives(turn),
    timeline: (from, to, buckets) => film.timeline(from, to, buckets),
  };
}

function isSend<E extends { readonly type: string }>(
  effect: E,
): effect is E & { readonly type: 'link.send' } {
  return effect.type === 'link.send';
}

function textsOf(effects: readonly EffectShown[]): readonly string[] {
  return effects.flatMap(({ type, text, fields }) => [
    type,
    text,
    ...fields.flatMap((line) => [line.key, line.text]),
  ]);
}

function linesIn(line: ValueLine): readonly ValueLine[] {
  return [line, ...(line.inside ?? []).flatMap(linesIn)];
}
