import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definition } from '../../machines/engine/definition.ts';
import type { Machines } from '../../machines/engine/system.ts';

/** The folders that decide: what they hold is what a replay runs again. */
const pureFolders = ['protocol', 'values', 'codec', 'overlay', 'machines'];
const sources = fileURLToPath(new URL('../../', import.meta.url));

/** A digest of the code that decides, as it runs here: built, or as its sources in a test. */
export function codeHash(): string {
  const hash = createHash('sha256');
  for (const file of pureFolders.flatMap(codeIn)) {
    hash.update(`${file}\0`).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

function codeIn(folder: string): string[] {
  return readdirSync(join(sources, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.(?:js|ts)$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .toSorted();
}

/** One digest for each machine's states and transitions, by the machine's name. */
export function machineHashes(machines: Machines): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(machines).map(([name, machine]) => [
      name,
      createHash('sha256')
        .update(JSON.stringify(definition(machine)))
        .digest('hex')
        .slice(0, 16),
    ]),
  );
}
