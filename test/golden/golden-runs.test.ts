import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { runScenario } from '../../src/sim/run-scenario.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { memoryShelf } from '../support/tape-shelf.ts';
import { itemsOf } from '../support/tapes.ts';

/**
 * The same seed gives the same bytes: what the simulator records today, on this version of Node.js, is
 * what lies in `traces/`, but for the header, which names the code.
 */
const traces = fileURLToPath(new URL('../../traces/', import.meta.url));

it.each(foldersIn(traces))('plays "%s" just as it was recorded', (scenario) => {
  const shelf = memoryShelf();
  runScenario(scenario, { seed: '1', openTape: shelf.open });
  expect([...shelf.stores.keys()].toSorted()).toEqual(foldersIn(`${traces}${scenario}`));
  for (const [name, store] of shelf.stores) {
    const golden = new FsTapeStore(`${traces}${scenario}/${name}`);
    const behindHeader = ({ kind }: { kind: string }) => kind !== 'header';
    const recorded = itemsOf(golden).filter(behindHeader).map(withoutPlace);
    const played = itemsOf(store).filter(behindHeader).map(withoutPlace);
    // Only if they differ are they compared byte by byte and shown, which of long bodies takes minutes.
    if (!isDeepStrictEqual(played, recorded)) expect(played).toEqual(recorded);
  }
});

/** The header's length shifts what follows it. */
function withoutPlace(item: object): object {
  return { ...item, offset: 0 };
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
