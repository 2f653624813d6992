import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';

/**
 * What a transition is called wherever it is drawn or told of: `source|event|place`, where the place is the one among
 * its source’s transitions for that event; `always` stands for those without one. A machine has the
 * same objects all its life, so each is named once.
 */
export function arrowId(transition: AnyTransitionDefinition): string {
  const known = ids.get(transition);
  if (known !== undefined) return known;
  for (const [one, id] of arrowsOf(transition.source)) ids.set(one, id);
  const id = ids.get(transition);
  if (id === undefined) {
    throw new RangeError(
      `${transition.source.id} has no such transition for ${transition.eventType}`,
    );
  }
  return id;
}

const ids = new WeakMap<AnyTransitionDefinition, string>();

/** All that leave this state by themselves or by an event, in the order in which they are tried. */
export function arrowsOf(
  node: AnyStateNode,
): readonly (readonly [AnyTransitionDefinition, string])[] {
  const always = (node.always ?? []).map((one, place) => named(one, node, 'always', place));
  const others = [...node.transitions].flatMap(([event, list]) =>
    list.map((one, place) => named(one, node, event, place)),
  );
  return [...always, ...others];
}

function named(one: AnyTransitionDefinition, node: AnyStateNode, event: string, place: number) {
  return [one, `${node.id}|${event}|${place}`] as const;
}
