import type { NodeContext } from '../machines/node/context/node-context.ts';
import { stateName } from '../machines/engine/states.ts';
import type { Report } from '../protocol/effects.ts';
import type { ObservedTurn } from '../node/running/run-node.ts';

/**
 * Which paths were taken, and how often: without them, a test that nothing goes wrong says little.
 * A step reads `connection timer.fired: established.liveness.probing + …`, a decision of the node
 * about one of its links `link held → leaving`, a report `reports disconnected silent`.
 */
export class Sightings {
  readonly #counts = new Map<string, number>();

  /** How often a path was taken whose name has all of these parts. */
  count(...parts: readonly string[]): number {
    let sum = 0;
    for (const [path, count] of this.#counts) {
      if (parts.every((part) => path.includes(part))) sum += count;
    }
    return sum;
  }

  note({ turn }: ObservedTurn): void {
    for (const { machine, event, before, after } of turn.steps) {
      this.#see(`${machine} ${eventName(event)}: ${stateName(after)}`);
      if (machine === 'node' && before !== null)
        this.#noteLinks(before.context as NodeContext, after.context as NodeContext);
    }
    for (const effect of turn.effects) {
      if (effect.type !== 'report') continue;
      this.#see(`reports ${effect.event}${detailOf(effect)}`);
    }
  }

  #noteLinks(before: NodeContext, after: NodeContext): void {
    if (before.links === after.links) return;
    for (const [link, { state }] of after.links) {
      const was = before.links.get(link)?.state ?? 'new';
      if (was !== state) this.#see(`link ${was} → ${state}`);
    }
  }

  #see(path: string): void {
    this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
  }
}

function detailOf(report: Report): string {
  if (report.event === 'peer') return ` ${report.state} ${report.cause}`;
  return 'code' in report ? ` ${report.code}` : '';
}

/** Of XState's names for delays, what the machine calls them. */
function eventName(event: string): string {
  return event.startsWith('xstate.after.') ? `after ${event.split('.')[2]}` : event;
}
