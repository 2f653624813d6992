import { describe, expect, it } from 'vitest';
import { defaultLinkPlan, type LinkPlan, type Offset } from '../../src/sim/link-plan.ts';
import { playScenario, type Played } from '../../src/sim/play-scenario.ts';
import { meeting } from '../support/meeting.ts';
import { playLawfully } from '../support/play.ts';

const BYTES = 600;
const directions: readonly Offset['direction'][] = ['out', 'in'];
const places = directions.flatMap((direction) =>
  Array.from({ length: BYTES }, (_, bytes): Offset => ({ direction, bytes })),
);

// Wherever a link breaks, each side closes within bounded time and says why, no text is lost without
// a word, and nothing is left once both have quit.
describe('a meeting that is broken off at any byte of either direction', () => {
  it('says more than that many bytes in each direction', () => {
    const bytes = new Map<string, number>();
    playScenario(meeting({ plan: () => defaultLinkPlan }), {
      seed: 1,
      turned: ({ name }, { input }) => {
        if (input.type !== 'link.bytes') return;
        const came = input.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        bytes.set(name, (bytes.get(name) ?? 0) + came);
      },
    });
    expect([...bytes.values()].every((count) => count > BYTES)).toBe(true);
    expect([...bytes.keys()].toSorted()).toEqual(['alice', 'bob']);
  });

  it('ends for both sides after a reset', () => {
    const played = places.map((place, seed) => meet({ resetAfterBytes: place }, seed));
    expect(sometimes(played, 'reports refused reset')).toBe(true);
    expect(sometimes(played, 'reports disconnected reset')).toBe(true);
    expect(sometimes(played, 'reports undelivered reset')).toBe(true);
    expect(sometimes(played, 'connection link.closed: closed')).toBe(true);
  });

  it('ends for both sides after a silence', () => {
    const played = places.map((place, seed) => meet({ blackHoleAfterBytes: place }, seed));
    expect(sometimes(played, 'reports refused greeting-timeout')).toBe(true);
    expect(sometimes(played, 'reports disconnected silent')).toBe(true);
    expect(sometimes(played, 'established.liveness.probing')).toBe(true);
  });

  it('goes on after a stall', () => {
    const some = places.filter((_, index) => index % 10 === 0);
    const played = some.map((place, seed) =>
      meet({ stallAfterBytes: { ...place, us: (seed % 7) * 200_000 } }, seed),
    );
    expect(sometimes(played, 'reports delivered')).toBe(true);
  });
});

// The same holds if it is a node that dies: on a wire that carries a byte at a time, a run without a
// death says when each byte arrives, and the same run is broken off at each of these instants.
describe('a meeting in which one of the two dies at any byte', () => {
  const plan: LinkPlan = { latencyUs: 1_000, bytesPerSecond: 1_000_000, segmentation: 'bytes' };

  it.each([
    ['alice', 'reset'],
    ['alice', 'silence'],
    ['bob', 'reset'],
    ['bob', 'silence'],
  ] as const)('ends for the other one (%s, %s)', (who, peersSee) => {
    const instants = arrivalsAt(who, plan).slice(0, BYTES);
    expect(instants).toHaveLength(BYTES);
    const played = instants.map((instant) => {
      const death = meeting({
        plan: () => plan,
        befall: (world, alice, bob) => {
          const victim = who === 'alice' ? alice : bob;
          world.clock.at(instant, () => victim.crash(peersSee));
        },
      });
      return playLawfully(death, SEED);
    });
    expect(sometimes(played, 'reports refused')).toBe(true);
    expect(sometimes(played, 'reports disconnected')).toBe(true);
    const deaths = played.flatMap(({ lives }) =>
      lives.filter(({ end }) => end?.how === 'vanished'),
    );
    expect(deaths).toHaveLength(BYTES);
  });
});

const SEED = 1;

/** When each byte comes to this node, if nobody dies. */
function arrivalsAt(who: string, plan: LinkPlan): number[] {
  const instants: number[] = [];
  playScenario(meeting({ plan: () => plan }), {
    seed: SEED,
    turned: ({ name, startedAt }, { input }) => {
      if (name !== who || input.type !== 'link.bytes') return;
      for (const chunk of input.chunks)
        instants.push(...Array.from(chunk, () => startedAt + input.at));
    },
  });
  return instants;
}

function meet(fault: Partial<LinkPlan>, seed: number): Played {
  return playLawfully(meeting({ plan: () => ({ ...defaultLinkPlan, ...fault }) }), seed);
}

function sometimes(played: readonly Played[], path: string): boolean {
  return played.some(({ sightings }) => sightings.count(path) > 0);
}
