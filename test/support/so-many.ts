import type { CliProcess } from './cli-process.ts';

type Event = CliProcess['events'][number];

/** The last of so many events that fit, counted from the first that the node has told. */
export async function soMany(
  node: CliProcess,
  count: number,
  fits: (event: Event) => boolean,
): Promise<Event> {
  let seen = 0;
  return node.eventOf((event) => {
    if (fits(event)) seen += 1;
    return seen === count;
  }, `the last of ${count} events that fit`);
}

/** Of all events of these names, in order. */
export function fieldOf(node: CliProcess, field: string, ...names: string[]): readonly unknown[] {
  return node.events
    .filter(({ event }) => names.includes(String(event)))
    .map((event) => event[field]);
}
