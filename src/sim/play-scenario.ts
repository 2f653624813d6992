import { runChecks, type Checked } from './checks.ts';
import type { Leftovers } from './evidence.ts';
import { limits } from '../protocol/limits.ts';
import { castsOf, lettersOf, reportsOf, type Life } from './life.ts';
import type { OpenTape } from './open-tape.ts';
import type { Scenario } from './scenario.ts';
import type { Sightings } from './sightings.ts';
import { NotSo, Simulation, type SimulationWatcher } from './simulation.ts';

/**
 * Safety is watched under faults, liveness asked for once they have stopped, and quiescence after
 * everybody has left: a world that only looks well because nothing comes to an end is found out.
 */
export function playScenario(scenario: Scenario, setting: PlaySetting): Played {
  const { seed, openTape = null, ...watcher } = setting;
  const world = new Simulation(seed, openTape, watcher);
  const late: string[] = [];
  const phase = (act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof NotSo)) throw error;
      late.push(error.message);
    }
  };
  phase(() => scenario.play(world));
  phase(() => (scenario.heal === undefined ? world.heal() : scenario.heal(world)));
  if (late.length === 0) phase(() => scenario.settle?.(world));
  phase(() => leave(world));
  const virtualUs = world.clock.now();
  const leftovers = rest(world);
  const { lives, sightings } = world;
  const checked = runChecks({ lives, late, leftovers });
  return { scenario: scenario.name, seed, virtualUs, lives, sightings, checked };
}

export interface PlaySetting extends SimulationWatcher {
  readonly seed: number | string;
  readonly openTape?: OpenTape | null;
}

export interface Played {
  readonly scenario: string;
  readonly seed: number | string;
  readonly virtualUs: number;
  readonly lives: readonly Life[];
  readonly sightings: Sightings;
  readonly checked: readonly Checked[];
}

/** Every line that was found against the law, with the law's name. */
export function trespassesOf({ checked }: Pick<Played, 'checked'>): readonly string[] {
  return checked.flatMap(({ check, trespasses }) => trespasses.map((line) => `${check}: ${line}`));
}

/** Also what came over others, or was for everybody: each is a `message` to whoever watches. */
export function textsTakenBy(lives: readonly Life[]): number {
  return lives.reduce((sum, life) => {
    const direct = reportsOf(life, 'message').flatMap(({ texts }) => texts);
    const letters = lettersOf(life).filter(({ purpose }) => purpose === 'text');
    return sum + direct.length + letters.length + castsOf(life).length;
  }, 0);
}

function leave(world: Simulation): void {
  for (const node of world.nodes) node.quit();
  const isEmpty = () => world.nodes.every((node) => !node.isUp);
  world.until('everybody has left', isEmpty, limits.stopTimeoutMs);
}

/** What was under way when the last node left has come to its end by now, or never will. */
function rest(world: Simulation): Leftovers {
  world.run(REST_MS);
  return { ...world.board.open, callbacks: world.clock.pending };
}

const REST_MS = 60_000;
