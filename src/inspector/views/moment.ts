import type { Step } from '../../machines/engine/system.ts';
import { stateName } from '../../machines/engine/states.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import { changes } from '../../values/outline.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { EffectShown, Moment, StepShown } from '../answers/moment.ts';
import { arrowId } from '../charts/arrow-id.ts';
import type { Film, Scene } from '../film/film.ts';
import { effectShown, tapedEffectShown } from './effects-shown.ts';
import { inputShown } from './input-shown.ts';
import { shortened } from '../film/shortened.ts';

/** One turn, whole; null where it is not there. */
export function momentOf(film: Film, turn: number): Moment | null {
  const scene = film.scene(turn);
  if (scene === null) return null;
  const us = scene.input.at;
  return {
    turn,
    us,
    at: Math.round(film.wallAt(us)),
    previous: film.previous(turn),
    next: film.next(turn),
    input: inputShown(scene, film.tapeHead),
    ...stepsShown(film, scene),
    marks: scene.marks.map((mark) => shortened(mark)),
    lacks: scene.lacks,
    crashed: scene.crashed,
  };
}

function stepsShown(film: Film, scene: Scene): Pick<Moment, 'steps' | 'moreSteps'> {
  const all = scene.played?.steps ?? scene.taped;
  let room: number = inspectorLimits.toldEffectsMax;
  const steps = all.slice(0, inspectorLimits.toldStepsMax).map((step) => {
    const shown =
      'after' in step
        ? stepShown(film, step, scene.input.at, room)
        : tapedStepShown(step, machineOf(film, scene.turn, step.actor), room);
    room -= shown.effects.length;
    return shown;
  });
  return { steps, moreSteps: all.length - steps.length };
}

function stepShown(film: Film, step: Step, us: number, room: number): StepShown {
  const { actor, machine, event, by, before, after, guard, taken } = step;
  return {
    actor,
    machine,
    event,
    by,
    from: before === null ? null : stateName(before),
    to: stateName(after),
    ended: after.status !== 'active',
    guard,
    taken: taken.map(arrowId),
    ignored: taken.length === 0 && before !== null,
    changed: changes(contextOf(before), contextOf(after) ?? {}).map(([field]) => field),
    ...bounded(step.effects, room, (effect) => effectShown(effect, us, film.tapeHead)),
  };
}

/** Where nothing could be run again, the tape says who moved, on what, and which state that led to. */
function tapedStepShown(step: TapedStep, machine: string, room: number): StepShown {
  const { actor, event, state: to, guard } = step;
  return {
    actor,
    machine,
    event,
    by: null,
    from: null,
    to,
    ended: false,
    guard,
    taken: [],
    ignored: false,
    changed: step.changes.map(([field]) => field),
    ...bounded(step.effects, room, tapedEffectShown),
  };
}

function bounded<One>(
  effects: readonly One[],
  room: number,
  shown: (effect: One) => EffectShown,
): Pick<StepShown, 'effects' | 'moreEffects'> {
  const told = effects.slice(0, room);
  return { effects: told.map(shown), moreEffects: effects.length - told.length };
}

function machineOf(film: Film, turn: number, actor: string): string {
  for (const { path, machine } of film.lives(turn)) if (path === actor) return machine;
  return '';
}

function contextOf(snapshot: { readonly context: unknown } | null): object | null {
  return snapshot === null ? null : (snapshot.context as object);
}
