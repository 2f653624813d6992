import type { StepShown } from '../../answers/moment.ts';

/**
 * How deep each step stands in its turn: one that was told by another actor stands below the last step that this
 * one made before.
 */
export function cascade(steps: readonly Pick<StepShown, 'actor' | 'by'>[]): number[] {
  const depthOf = new Map<string, number>();
  return steps.map(({ actor, by }) => {
    const above = by === null ? undefined : depthOf.get(by);
    const depth = above === undefined ? 0 : above + 1;
    depthOf.set(actor, depth);
    return depth;
  });
}
