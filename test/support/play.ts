import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playScenario, trespassesOf, type Played } from '../../src/sim/play-scenario.ts';
import type { Scenario } from '../../src/sim/scenario.ts';
import { scenarios } from '../../src/sim/scenarios.ts';
import { howToReplay } from '../../src/sim/run-scenario.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { TapeShelf } from './tape-shelf.ts';

/**
 * Plays a scenario that must break no law. If it does, it is played again onto tapes, and the error
 * says which law, where the tapes are, and how to see it all again.
 */
export function playLawfully(scenario: Scenario, seed: number): Played {
  const played = playScenario(scenario, { seed });
  const trespasses = trespassesOf(played);
  if (trespasses.length === 0) return played;
  const folder = mkdtempSync(join(tmpdir(), `peertape-${scenario.name}-${seed}-`));
  const shelf = new TapeShelf((name) => new FsTapeStore(join(folder, name)));
  playScenario(scenario, { seed, openTape: shelf.open });
  const tapes = [...shelf.stores.keys()].map((name) => `peertape replay ${join(folder, name)}`);
  const again = scenarios.includes(scenario) ? [howToReplay(played)] : [];
  throw new Error([...trespasses, `seed ${seed}`, ...again, ...tapes].join('\n'));
}
