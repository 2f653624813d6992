/** What a process holds of everything that can leak, seen again and again while it does one thing over and over. */
export interface Sample {
  readonly heapBytes: number;
  readonly descriptors: number;
  /** Timers and handles of the system. */
  readonly resources: number;
  readonly actors: number;
}

/** For a module in a process of its own: `sample(node)`, at a moment when nothing is under way. */
export const sampling = `
const { readdirSync } = await import('node:fs');
const { setFlagsFromString } = await import('node:v8');
// What is compiled again as it gets warm would be taken for a leak.
setFlagsFromString('--no-opt');
setFlagsFromString('--expose-gc');
const gc = (await import('node:vm')).runInNewContext('gc');
const tick = () => new Promise((resolve) => setImmediate(resolve));
async function sample(node) {
  // The system takes a tick to let go of what was closed, and promises one to be forgotten.
  for (let n = 0; n < 3; n += 1) await tick();
  gc();
  let state;
  node.state$.subscribe((now) => (state = now)).unsubscribe();
  console.log(JSON.stringify({
    heapBytes: process.memoryUsage().heapUsed,
    descriptors: readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().length,
    actors: 1 + state.links.length + state.contacts.length,
  }));
}
`;

/** How much it rises over the last third of what was seen, as a part of its mean there: a line through all points. */
export function riseOf(values: readonly number[]): number {
  const last = values.slice(-Math.ceil(values.length / 3));
  const mean = meanOf(last);
  const middle = (last.length - 1) / 2;
  const steps = last.map((_, index) => index - middle);
  const along = steps.reduce((sum, step, index) => sum + step * (last[index]! - mean), 0);
  const slope = along / steps.reduce((sum, step) => sum + step * step, 0);
  return (slope * (last.length - 1)) / mean;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
