import { deliver } from '../../machines/engine/deliver.ts';
import type { Step, System } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';

/**
 * What an input said to those it came to, found again by delivering it once more: a step has no more of its event
 * than the name. What actors say to each other within a turn is not kept anywhere.
 */
export function outsideEvents(
  before: System,
  input: Input,
  steps: readonly Step[],
): ReadonlyMap<Step, object> {
  const { deliveries } = deliver(before.actors, input);
  const said = new Map<Step, object>();
  let next = 0;
  for (const step of steps) {
    if (step.by !== null) continue;
    // Who is not there any more is told in vain, and has made no step of it.
    while (next < deliveries.length && !isOf(deliveries[next]!, step)) next += 1;
    const delivery = deliveries[next];
    if (delivery === undefined) break;
    said.set(step, delivery.type === 'delivery' ? delivery.event : { input: delivery.input });
    next += 1;
  }
  return said;
}

type Delivered = ReturnType<typeof deliver>['deliveries'][number];

function isOf(delivery: Delivered, { actor, event, before }: Step): boolean {
  if (delivery.type === 'actor.start') return before === null && delivery.path === actor;
  return before !== null && delivery.to === actor && delivery.event.type === event;
}
