import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Played } from '../../src/sim/play-scenario.ts';
import { scenarioNamed } from '../../src/sim/run-scenario.ts';
import { scenarios } from '../../src/sim/scenarios.ts';
import { playLawfully } from '../support/play.ts';

/** How many seeds each gets; one of the crowd costs as much as twenty others. */
const runs: Readonly<Record<string, number>> = {
  churn: 2,
  'invented-leads': 3,
  'crowded-places': 4,
  'two-halves': 8,
  'saved-peers': 10,
  'seeds-gone': 10,
  'one-contact': 10,
  'without-the-first': 4,
  'churn-while-writing': 4,
  'asked-afar': 30,
  'relay-ring': 20,
  'seed-down': 15,
  'seed-restart': 15,
  'two-networks': 15,
  'everybody-dead': 15,
  'mute-peer': 15,
  'ring-broadcast': 15,
  'mesh-broadcast': 15,
  'old-casts': 20,
  'smuggled-addresses': 20,
  forgeries: 20,
  crowd: 8,
  'crowd-plain': 6,
  'slow-reader': 6,
  'frozen-peer': 10,
  knocking: 10,
  'reset-storm': 30,
  'reset-storm-plain': 20,
  doubles: 20,
  'doubles-plain': 20,
  impostors: 20,
  'impostors-plain': 20,
};
const RUNS = 60;

// Whatever the seed, a scenario breaks no law, comes to what it is about, and leaves nothing.
describe('every scenario is lawful', () => {
  it.each(scenarios.map(({ name }) => [name, runs[name] ?? RUNS] as const))(
    '%s, by %i seeds',
    (name, numRuns) => {
      const scenario = scenarioNamed(name);
      const isLawful = (seed: number) => void playLawfully(scenario, seed);
      // A smaller seed is no simpler story.
      fc.assert(fc.property(fc.nat(), isLawful), { numRuns, endOnFailure: true });
    },
  );
});

const SEEDS_MAX = 20;

// That no law was broken says little about a path that was never taken.
describe('over some seeds, the simulator sometimes sees', () => {
  const played = new Map<string, Played[]>();
  /** Plays no more seeds than it takes. */
  const sees = (name: string, ...path: readonly string[]) => {
    const runs = played.get(name) ?? [];
    played.set(name, runs);
    for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
      const run = runs[seed - 1] ?? playSeed(name, seed);
      runs[seed - 1] = run;
      if (run.sightings.count(...path) > 0) return true;
    }
    return false;
  };

  it.each([
    ['a duplicate resolved before anybody knew of it', 'simultaneous-dial', 'refused duplicate'],
    ['a duplicate resolved between connections', 'simultaneous-dial', 'disconnected duplicate'],
    ['a link held for its rival, then dismissed', 'simultaneous-dial', 'link held → leaving'],
    ['a link held for its rival, then taken on', 'half-open', 'link held → accepted'],
    ['a peer probed', 'half-open', 'established.liveness.probing'],
    ['a probed peer that was there', 'crowd', 'after pongTimeout', 'liveness.quiet'],
    ['a peer found silent', 'half-open', 'reports disconnected silent'],
    ['a newer instance in place of an older', 'half-open', 'reports disconnected restarted'],
    ['a newer life held until the older is dead', 'half-open-plain', 'link held → accepted'],
    ['a stale instance refused', 'crash-and-restart', 'reports refused stale-instance'],
    ['a double refused', 'doubles', 'reports refused duplicate-identity'],
    ['a double held, then refused', 'doubles-plain', 'link held → leaving'],
    ['a double told by its peer', 'doubles-plain', 'reports warned duplicate-identity'],
    ['a banned peer refused', 'ban', 'reports refused banned'],
    ['a key that was not shown', 'impostors-plain', 'reports refused wrong-key'],
    ['another key shown than that of the id', 'impostors', 'reports refused wrong-key'],
    ['a network key that was not shown', 'impostors', 'reports refused wrong-network-key'],
    ['a link congested and drained', 'slow-reader', 'link.drained', 'writability.open'],
    ['a reset during the greeting', 'reset-storm', 'reports refused reset'],
    ['a reset under texts', 'reset-storm', 'reports undelivered reset'],
    ['a greeting that never came', 'crowd', 'reports refused greeting-timeout'],
    ['a dial that nobody answered', 'crowd', 'reports refused dial-timeout'],
    ['texts taken after the own farewell', 'polite-leave', 'connection texts: leaving.saying bye'],
    ['a host that came too often', 'knocking', 'reports refused rate-limited'],
    ['a back-off that ended', 'reset-storm', 'contact after backoff: wanting'],
    ['a neighbour parted from for want of a place', 'seeds-gone', 'reports disconnected no-place'],
    ['a peer found dead by a report', 'two-halves', 'reports peer lost missing'],
    ['a peer that fell silent', 'two-halves', 'reports peer suspect silence'],
    ['a forgery', 'forgeries', 'reports disconnected forged'],
  ] as const)('%s', (_, name, ...path) => {
    expect(sees(name, ...path)).toBe(true);
  });
});

function playSeed(name: string, seed: number): Played {
  return playLawfully(scenarioNamed(name), seed);
}
