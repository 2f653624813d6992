import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { agreement } from '../support/agreement.ts';
import { CliProcess, endAll, type ScriptProcess } from '../support/cli-process.ts';
import {
  type Crowd,
  emptyCrowd,
  eventOf,
  type Footprint,
  footprintOf,
  type Member,
  sampleOf,
} from '../support/crowd.ts';
import { ask } from '../support/peer-process.ts';
import { riseOf } from '../support/steadiness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const isSoak = process.env['PEERTAPE_SOAK'] !== undefined;
/**
 * From the first start to the last coming, of a minute and a half with all that comes after it; on a slow machine the
 * least number of rounds takes longer.
 */
const CHURN_MS = isSoak ? 300_000 : 75_000;
const ROUNDS_MIN = 4;
/** Who dies in silence is known to be lost half a minute later, and whoever still comes and goes need not wait for that. */
const DEADLY_MS = CHURN_MS - 25_000;
const DEADLY_ROUNDS_MIN = 2;
/** 40 nodes share four processes, ten have one each. */
const HOUSEHOLDS = 4;
const HOUSEHOLD = 10;
const MEMBERS = 50;
/** What a process has open besides links and listeners; fewer than 20 by itself. */
const PROCESS_DESCRIPTORS = 40;

afterEach(endAll);

describe('50 real nodes on one machine', { timeout: isSoak ? 1_200_000 : 600_000 }, () => {
  it('agree on who lives after many have come, left and died, and hold no more than before', async () => {
    const began = performance.now();
    const crowd = await emptyCrowd();
    const tape = join(temporaryFolder(), 'tape');
    const [taped] = await crowd.joinAlone(1, '--trace', tape);
    const households: ScriptProcess[] = [];
    while (households.length < HOUSEHOLDS) households.push(await crowd.joinTogether(HOUSEHOLD));
    while (crowd.members.length < MEMBERS) await crowd.joinAlone(3);
    await all(crowd, (member) => agreement(crowd, member));
    const first = [...crowd.members];

    const doomed = households.pop()!;
    const samples = [await Promise.all(households.map(sampleOf))];
    const footprints = new Map<ScriptProcess, Footprint[]>();
    note(footprints, crowd);
    for (let round = 1; round <= ROUNDS_MIN || performance.now() < began + CHURN_MS; round += 1) {
      const isDeadly = round <= DEADLY_ROUNDS_MIN || performance.now() < began + DEADLY_MS;
      await comeAndGo(crowd, taped!, isDeadly);
      if (round === 2) await replace(crowd, doomed);
      samples.push(await Promise.all(households.map(sampleOf)));
      note(footprints, crowd);
    }
    const known = await all(crowd, (member) => agreement(crowd, member));
    for (const [index, { id }] of crowd.members.entries()) {
      // Who has been there from the first has missed nobody's end.
      if (!first.some((member) => member.id === id)) continue;
      const ids = new Set(known[index]!.map(({ peer }) => peer));
      expect(first.filter((member) => member.id !== id && !ids.has(member.id))).toEqual([]);
    }
    for (const of of footprints.values()) takesNoMore(of);
    for (const [index] of households.entries()) holdsNoMore(samples.map((row) => row[index]!));

    const text = 'who is there?';
    const { linked } = (await ask(taped!, 'broadcast', text)) as { linked: string[] };
    expect(linked.length).toBeGreaterThan(0);
    const others = crowd.members.filter(({ host }) => host !== taped);
    const isIt = (event: { readonly text?: unknown }): boolean => event.text === text;
    await Promise.all(others.map((member) => eventOf(member, isIt, `the text to ${member.name}`)));

    const hosts = new Set(crowd.members.map(({ host }) => host));
    for (const host of hosts) host.endInput();
    expect(new Set(await Promise.all([...hosts].map(({ ended }) => ended)))).toEqual(new Set([0]));
    for (const { id, host } of others) {
      expect(host.events.filter((event) => event['node'] === id && isIt(event))).toHaveLength(1);
    }
    const replay = new CliProcess('replay', tape, '--json');
    expect(await replay.ended).toBe(0);
    expect(replay.events.at(-1)).toMatchObject({ event: 'verdict', verdict: 'same', gaps: [] });
  });
});

/** One leaves, another one too or is killed, and two come, all at once. */
async function comeAndGo(crowd: Crowd, spared: ScriptProcess, isDeadly: boolean): Promise<void> {
  const [leaver, other] = crowd.members.filter(({ host, isAlone }) => isAlone && host !== spared);
  const end = isDeadly ? crowd.kill(other!.host) : crowd.leave(other!);
  await Promise.all([crowd.leave(leaver!), end, crowd.joinAlone(2)]);
}

/** One of a household leaves, and the others die at once; as many come. */
async function replace(crowd: Crowd, household: ScriptProcess): Promise<void> {
  await crowd.leave(crowd.members.find(({ host }) => host === household)!);
  await crowd.kill(household);
  await crowd.joinTogether(HOUSEHOLD);
}

/**
 * Links that have ended leave no descriptor, as there were hundreds of them. Casts are kept for a minute, so only a longer
 * run shows that memory is flat.
 */
function holdsNoMore(samples: readonly Awaited<ReturnType<typeof sampleOf>>[]): void {
  const [early, late] = [samples[0]!, samples.at(-1)!];
  expect(late.descriptors - late.links - HOUSEHOLD).toBeLessThan(PROCESS_DESCRIPTORS);
  expect(late.heapBytes).toBeLessThan(2 * early.heapBytes);
  if (isSoak) expect(riseOf(samples.map(({ heapBytes }) => heapBytes))).toBeLessThan(0.05);
}

function note(footprints: Map<ScriptProcess, Footprint[]>, { hosts }: Crowd): void {
  for (const host of hosts) {
    const before = footprints.get(host) ?? [];
    footprints.set(host, [...before, footprintOf(host)]);
  }
}

/** As the system sees each process that ever was, of one node or of ten: a link to each other of them all is the most. */
function takesNoMore(of: readonly Footprint[]): void {
  const [early, late] = [of[0]!, of.at(-1)!];
  expect(late.residentBytes).toBeLessThan(2 * early.residentBytes);
  const most = Math.max(...of.map(({ descriptors }) => descriptors));
  expect(most).toBeLessThan(HOUSEHOLD * MEMBERS);
}

async function all<T>({ members }: Crowd, one: (member: Member) => Promise<T>): Promise<T[]> {
  return Promise.all(members.map(one));
}
