import {
  playScenario,
  textsTakenBy,
  trespassesOf,
  type Played,
  type PlaySetting,
} from './play-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** Plays the scenario of this name; throws an `UnknownScenario` if there is none. */
export function runScenario(name: string, setting: PlaySetting): Summary {
  return summaryOf(playScenario(scenarioNamed(name), setting));
}

export interface Summary {
  readonly scenario: string;
  readonly seed: number | string;
  /** Virtual time, from the first start to the last farewell. */
  readonly ms: number;
  /** By the name of its tape, how many turns each life took. */
  readonly turns: Readonly<Record<string, number>>;
  /** How many texts were taken. */
  readonly messages: number;
  readonly checks: readonly string[];
  /** One line for whatever was found against the law; empty if all is well. */
  readonly trespasses: readonly string[];
}

export class UnknownScenario extends Error {
  override readonly name = 'UnknownScenario';
  readonly known: readonly string[];

  constructor(name: string, known: readonly string[]) {
    super(`there is no scenario "${name}", only ${known.join(', ')}`);
    this.known = known;
  }
}

export function scenarioNamed(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario !== undefined) return scenario;
  throw new UnknownScenario(
    name,
    scenarios.map((each) => each.name),
  );
}

/** How to see again what went wrong, for whoever reads a failed test. */
export function howToReplay({ scenario, seed }: Pick<Played, 'scenario' | 'seed'>): string {
  return [`peertape sim ${scenario} --seed ${seed} --trace DIR`, 'peertape replay DIR/NODE'].join(
    '\n',
  );
}

function summaryOf(played: Played): Summary {
  const { scenario, seed, virtualUs, lives, checked } = played;
  return {
    scenario,
    seed,
    ms: Math.round(virtualUs / 1_000),
    turns: Object.fromEntries(lives.map(({ tape, turns }) => [tape, turns])),
    messages: textsTakenBy(lives),
    checks: checked.map(({ check }) => check),
    trespasses: trespassesOf(played),
  };
}
