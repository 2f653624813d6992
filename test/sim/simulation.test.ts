import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { playScenario, trespassesOf } from '../../src/sim/play-scenario.ts';
import { NotSo, Simulation } from '../../src/sim/simulation.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import { memoryShelf } from '../support/tape-shelf.ts';

describe('a simulation', () => {
  it('lets time pass until something is so, and no longer', () => {
    const world = new Simulation(1, null);
    let isSo = false;
    world.at(5, () => (isSo = true));
    world.at(6, () => {});
    world.until('it is so', () => isSo);
    expect([world.clock.now(), world.clock.pending]).toEqual([5_000, 1]);
  });

  it('does not wait for what takes too long, or can never be', () => {
    const world = new Simulation(1, null);
    expect(() => world.until('it is so', () => false)).toThrow(NotSo);
    world.at(200, () => {});
    world.at(300, () => {});
    expect(() => world.until('it is so', () => false, 100)).toThrow('it is so: not within 100 ms');
  });

  it('heals only what is between the nodes it is told', () => {
    const world = new Simulation(1, null);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => world.node(name).start());
    world.run(1);
    world.plan({ refuse: true });
    world.cut(a!, b!);
    world.cut(a!, c!);
    world.heal([a!, b!]);
    a!.connect(b!);
    a!.connect(c!);
    world.run(limits.dialTimeoutMs + 1);
    expect([a!.isLinkedTo(b!), a!.isLinkedTo(c!)]).toEqual([true, false]);
    const how = a!.life.heard.flatMap(({ said }) =>
      said.type === 'report' && said.event === 'refused' ? [said.code] : [],
    );
    expect(how).toEqual(['dial-timeout']);
  });

  it('counts the paths that were taken', () => {
    const world = new Simulation(1, null);
    const alice = world.node('alice').start();
    const bob = world.node('bob').start();
    world.run(1);
    alice.connect(bob);
    world.run(100);
    const { sightings } = world;
    expect(sightings.count('connection start:')).toBe(2);
    expect(sightings.count('link opening → accepted')).toBe(2);
    expect(sightings.count('reports connected')).toBe(2);
    expect(sightings.count('node', 'stopping')).toBe(0);
  });

  it('writes nothing down of lives that are not to be kept, and what is seen of them is the same', () => {
    const told = [true, false].map((keepsLives) => {
      const heard: string[] = [];
      const world = new Simulation(1, null, {
        keepsLives,
        heard: ({ life, news: { turn, said } }) => heard.push(`${life.name} ${turn} ${said.type}`),
      });
      const alice = world.node('alice').start();
      const bob = world.node('bob').start();
      world.run(1);
      alice.connect(bob);
      world.run(100);
      bob.quit();
      world.run(100);
      const { turns, end } = bob.life;
      const kept = world.lives.map(({ heard, links, frames }) => [heard, links, frames]);
      const isKept = kept.flat().some((each) => ('length' in each ? each.length : each.size) > 0);
      return { heard, turns, end, isKept, isSeen: world.sightings.count('connection') > 0 };
    });
    expect(told[0]).toMatchObject({ isKept: true, isSeen: true, end: { how: 'stopped' } });
    expect(told[1]).toEqual({ ...told[0], isKept: false, isSeen: false });
  });
});

describe('playing a scenario', () => {
  const quiet: Scenario = {
    name: 'quiet',
    shows: 'nothing happens',
    play: (world) => void world.node('alice').start(),
  };

  it('says what did not come about, and goes on to the end all the same', () => {
    const late: Scenario = {
      ...quiet,
      settle: (world) => world.expect('there is a bob', () => world.nodes.length > 1),
    };
    const played = playScenario(late, { seed: 1 });
    expect(trespassesOf(played)).toEqual(['in time: there is a bob: not so']);
    expect(played.lives.map(({ end }) => end?.how)).toEqual(['stopped']);
  });

  it('does not ask for what comes last if what comes first did not', () => {
    const broken: Scenario = {
      ...quiet,
      play: (world) => world.expect('there is an alice', () => world.nodes.length > 0),
      settle: () => expect.unreachable(),
    };
    expect(trespassesOf(playScenario(broken, { seed: 1 }))).toEqual([
      'in time: there is an alice: not so',
    ]);
  });

  it('lets a fault of the scenario itself through', () => {
    const faulty: Scenario = {
      ...quiet,
      play: () => {
        throw new TypeError('oh');
      },
    };
    expect(() => playScenario(faulty, { seed: 1 })).toThrow(TypeError);
  });

  it('gives each life a tape of its own', () => {
    const restarting: Scenario = {
      ...quiet,
      play(world) {
        world.node('alice').start().restart();
        world.run(1);
      },
    };
    const shelf = memoryShelf();
    playScenario(restarting, { seed: 1, openTape: shelf.open });
    const kinds = [...shelf.stores].map(([name, store]) => [
      name,
      ...[...readTape(store)].map((item) => item.kind).filter((kind) => kind !== 'steps'),
    ]);
    const start = ['header', 'page', 'checkpoint', 'clock'];
    expect(kinds).toEqual([
      ['alice', ...start, 'input', 'unclosed'],
      ['alice-2', ...start, 'input', 'input', 'input', 'footer'],
    ]);
  });
});
