import { titleOf } from './arrow-blocks.ts';
import type { Chart, ChartArrow, ChartState } from './chart-of.ts';

/** A machine in lines to read: what is inside of a state stands below it, further in. */
export function outlineOf({ root }: Chart): readonly string[] {
  return linesOf(root, false);
}

function linesOf(state: ChartState, isInitial: boolean): readonly string[] {
  const { initial, entry, exit, arrows, states } = state;
  const inside = [
    ...entry.map((action) => `entry / ${action}`),
    ...exit.map((action) => `exit / ${action}`),
    ...arrows.map((arrow) => lineOf(arrow, state)),
    ...states.flatMap((one) => linesOf(one, one.id === initial)),
  ];
  return [`${state.name}${notesOn(state, isInitial)}`, ...inside.map((line) => `  ${line}`)];
}

function notesOn({ kind, deep, tags }: ChartState, isInitial: boolean): string {
  const notes = [
    ...(isInitial ? ['initial'] : []),
    ...(kind === 'atomic' || kind === 'compound' ? [] : [deep ? `deep ${kind}` : kind]),
    ...tags.map((tag) => `tag: ${tag}`),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function lineOf({ id, event, guard, actions, targets, reenter }: ChartArrow, state: ChartState) {
  const asked = event === '' || guard === null ? [] : [`[${guard}]`];
  const leads = targets.map((target) => wayTo(target, state.id)).join(', ');
  return [
    titleOf({ id, event, guard }),
    ...asked,
    ...(leads === '' ? [] : [`→ ${leads}`]),
    ...(reenter ? ['(anew)'] : []),
    ...actions.map((action) => `/ ${action}`),
  ].join(' ');
}

/** From the machine on, without its name: the same from wherever one comes. */
function wayTo(target: string, from: string): string {
  const way = target.slice(target.indexOf('.') + 1);
  return target === from ? 'itself' : way;
}
