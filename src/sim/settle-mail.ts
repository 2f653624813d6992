import type { Outcome } from '../protocol/effects.ts';
import { limits } from '../protocol/limits.ts';
import { lettersOf, reportsOf, type Said } from './life.ts';
import type { Simulation } from './simulation.ts';
import type { VirtualNode } from './virtual-node.ts';

/** A search that is repeated, and a letter that is sent once more. */
export const LETTER_MS_MAX = limits.letterTimeoutMs + 5_000;

/** Says something to another, and waits until that is told and this knows it. */
export function reach(
  world: Simulation,
  from: VirtualNode,
  to: VirtualNode,
  withinMs = LETTER_MS_MAX,
): Said<'delivered'> {
  const said = `${from.name} to ${to.name} at ${world.clock.now()}`;
  from.send(to, said);
  const what = `${to.name} is told "${said}", and ${from.name} knows it`;
  world.until(what, () => to.texts.includes(said) && from.unanswered === 0, withinMs);
  return reportsOf(from.life, 'delivered').at(-1)!;
}

/** Says something to somebody who is not told, and waits until this knows why. */
export function miss(
  world: Simulation,
  from: VirtualNode,
  to: VirtualNode,
  withinMs = LETTER_MS_MAX,
): Said<'undelivered'> {
  const before = reportsOf(from.life, 'undelivered').length;
  from.send(to, `${from.name} to ${to.name}, in vain`);
  const isKnown = (): boolean => reportsOf(from.life, 'undelivered').length > before;
  world.until(`${from.name} knows that ${to.name} was not reached`, isKnown, withinMs);
  return reportsOf(from.life, 'undelivered').at(-1)!;
}

/** How the last letter has come, by name. */
export function wayTo(world: Simulation, node: VirtualNode): readonly string[] {
  const { path = [] } = lettersOf(node.life).at(-1) ?? {};
  return namesOf(world, path);
}

export function namesOf({ nodes }: Simulation, ids: readonly string[]): readonly string[] {
  return ids.map((id) => nodes.find((node) => node.id === id)?.name ?? id);
}

/** What became of the last command of this kind. */
export function outcomeOf({ life }: VirtualNode, command: string): Outcome | null {
  const answers = life.heard.flatMap(({ said }) =>
    said.type === 'answer' && said.command === command ? [said.outcome] : [],
  );
  return answers.at(-1) ?? null;
}
