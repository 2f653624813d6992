import type { Scenario } from './scenario.ts';

/** The same story, told again where links show no keys: who somebody is, they have to sign. */
export function onPlainLinks(scenario: Scenario): Scenario {
  return {
    ...scenario,
    name: `${scenario.name}-plain`,
    shows: `on plain links, ${scenario.shows}`,
    play(world) {
      world.makeLinksPlain();
      scenario.play(world);
    },
  };
}
