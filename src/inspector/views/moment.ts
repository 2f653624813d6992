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
import { Room } from './value-lines.ts';
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
    marks: namesOf(scene.marks),
    lacks: faultOf(scene.lacks),
    crashed: faultOf(scene.crashed),
  };
}

function stepsShown(film: Film, scene: Scene): Pick<Moment, 'steps' | 'moreSteps'> {
  const all = scene.played?.steps ?? scene.taped;
  const machines = machinesOf(film, scene);
  const room = new EffectRoom();
  const steps = all.slice(0, inspectorLimits.toldStepsMax).map((step) => {
    if ('after' in step) return stepShown(film, step, scene.input.at, room);
    return tapedStepShown(step, machines.get(step.actor) ?? '', room);
  });
  return { steps, moreSteps: all.length - steps.length };
}

function stepShown(film: Film, step: Step, us: number, room: EffectRoom): StepShown {
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
    changed: namesOf(changes(contextOf(before), contextOf(after) ?? {}).map(([field]) => field)),
    ...room.shown(step.effects, (effect) => effectShown(effect, us, film.tapeHead, room)),
  };
}

/** Where nothing could be run again, the tape says who moved, on what, and which state that led to. */
function tapedStepShown(step: TapedStep, machine: string, room: EffectRoom): StepShown {
  const { actor, event, state: to, guard } = step;
  return {
    actor: shortened(actor),
    machine,
    event: shortened(event),
    by: null,
    from: null,
    to: shortened(to),
    ended: false,
    guard: guard === null ? null : shortened(guard),
    taken: [],
    ignored: false,
    changed: namesOf(step.changes.map(([field]) => field)),
    ...room.shown(step.effects, (effect) => tapedEffectShown(effect, room)),
  };
}

/** What there is room for in all steps of a turn together. */
class EffectRoom extends Room {
  #effects: number = inspectorLimits.toldEffectsMax;

  shown<One>(
    all: readonly One[],
    shown: (effect: One) => EffectShown,
  ): Pick<StepShown, 'effects' | 'moreEffects'> {
    const effects: EffectShown[] = [];
    for (const effect of all) {
      if (this.#effects <= 0 || this.lines <= 0) break;
      this.#effects -= 1;
      effects.push(shown(effect));
    }
    return { effects, moreEffects: all.length - effects.length };
  }
}

/** Of those who made a step, where only the tape tells of it. */
function machinesOf(film: Film, { turn, played }: Scene): ReadonlyMap<string, string> {
  if (played !== null) return new Map();
  return new Map(Array.from(film.lives(turn), ({ path, machine }) => [path, machine]));
}

function namesOf(names: readonly string[]): readonly string[] {
  const { toldNamesMax } = inspectorLimits;
  const told = names.slice(0, toldNamesMax).map((name) => shortened(name));
  const more = names.length - told.length;
  return more === 0 ? told : [...told, `… and ${more} more`];
}

function faultOf(text: string | null): string | null {
  return text === null ? null : shortened(text, inspectorLimits.toldFaultUnitsMax);
}

function contextOf(snapshot: { readonly context: unknown } | null): object | null {
  return snapshot === null ? null : (snapshot.context as object);
}
