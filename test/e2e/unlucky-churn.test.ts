import { describe, expect, it } from 'vitest';
import { runModule } from '../support/built-module.ts';
import { ROUNDS_FACTOR } from '../support/rounds-factor.ts';
import { riseOf, sampling, type Sample } from '../support/steadiness.ts';

const SAMPLES = 50;
/** What is flat rises less than this. */
const RISE_MAX = 0.01;

describe('a node', { timeout: 120_000 * ROUNDS_FACTOR }, () => {
  it.each([
    ['encrypted', 1_000],
    ['plain', 250],
  ])(
    'holds no more after connections that came and went, on %s links: %i (S4-17)',
    async (links, count) => {
      const { rising, told } = await watch(comingAndGoing, { insecure: links === 'plain', count });
      expect([rising, told]).toEqual([[], count * ROUNDS_FACTOR]);
    },
  );

  it('holds no more after 10,000 sends that failed, and 2,500 dials (S0-57)', async () => {
    const { rising, told } = await watch(failing, { count: 10_000 });
    const each = 2_500 * ROUNDS_FACTOR;
    expect(rising).toEqual([]);
    expect(told).toEqual({ 'not-linked': 3 * each, 'unknown-peer': each, refused: each });
  });
});

const comingAndGoing = `${sampling}
const { createNode } = await import(built + 'node/face/create-node.js');
const quiet = { insecure: about.insecure, discovery: [], presenceIntervalMs: 0 };
const alice = await createNode({ port: 0, name: 'alice', ...quiet });
const bob = await createNode({ port: 0, name: 'bob', ...quiet });
const partings = { alice: [], bob: [] };
for (const node of [alice, bob]) {
  node.events$.subscribe(({ event }) => {
    if (event === 'disconnected') partings[node.name].shift()?.();
  });
}
const parted = (node) => new Promise((resolve) => partings[node.name].push(resolve));
let count = 0;
for (let n = 0; n < about.samples; n += 1) {
  for (let round = 0; round < about.each; round += 1) {
    const [one, other] = round % 2 === 0 ? [alice, bob] : [bob, alice];
    await one.connect(other.address);
    await one.send(other.name, 'hi');
    const both = Promise.all([parted(one), parted(other)]);
    await (round % 4 < 2 ? one : other).disconnect((round % 4 < 2 ? other : one).name);
    await both;
    count += 1;
  }
  await sample(alice);
}
console.log(count);
await alice.close();
await bob.close();
`;

const failing = `${sampling}
const { createNode } = await import(built + 'node/face/create-node.js');
const node = await createNode({ port: 0, insecure: true });
const gone = await createNode({ port: 0, name: 'gone', insecure: true });
await node.connect(gone.address);
await gone.close();
const failed = {};
const fail = (promise) => promise.then(
  () => (failed.none = 1),
  ({ code }) => (failed[code] = 1 + (failed[code] ?? 0)),
);
const nobody = 'n'.repeat(52);
for (let n = 0; n < about.samples; n += 1) {
  for (let round = 0; round < about.each; round += 4) {
    await fail(node.send('gone', 'hi'));
    await fail(node.send('@' + nobody, 'hi'));
    await fail(node.send(gone.address, 'hi'));
    // As one would who finds out that nobody is there, and tries it all the same.
    await fail(node.connect(gone.address));
    await fail(node.send(gone.id, 'hi'));
  }
  await sample(node);
}
console.log(JSON.stringify(failed));
await node.close();
`;

/** What rises in a process that does one thing so many times, and what else it tells in the end. */
async function watch(module: string, { count, ...more }: { count: number; insecure?: boolean }) {
  const about = { ...more, samples: SAMPLES, each: (count / SAMPLES) * ROUNDS_FACTOR };
  const process = runModule(`const about = ${JSON.stringify(about)};${module}`, 'ulimit -n 128;');
  expect(await process.ended).toBe(0);
  const said = process.lines.map((line) => JSON.parse(line) as unknown);
  const samples = said.slice(0, SAMPLES) as readonly Sample[];
  const rising = (['heapBytes', 'descriptors', 'resources', 'actors'] as const)
    .map((field) => ({ field, rise: riseOf(samples.map((sample) => sample[field])) }))
    .filter(({ rise }) => !(rise < RISE_MAX));
  return { rising, told: said[SAMPLES] };
}
