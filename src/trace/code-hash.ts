import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { definition } from '../machines/definition.ts';
import type { Machines } from '../machines/system.ts';

/** The folders that decide: what they hold is what a replay runs again. */
const pureFolders = ['protocol', 'codec', 'overlay', 'machines'];

/** A digest of the code that decides, as it runs here: built, or as its sources in a test. */
export function codeHash(): string {
  const hash = createHash('sha256');
  for (const folder of pureFolders) {
    const url = new URL(`../${folder}/`, import.meta.url);
    if (!existsSync(url)) continue;
    const files = readdirSync(url).filter(isCode).toSorted();
    for (const file of files) {
      hash.update(`${folder}/${file}\0`).update(readFileSync(fileURLToPath(new URL(file, url))));
    }
  }
  return hash.digest('hex').slice(0, 32);
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

function isCode(file: string): boolean {
  return /(?<!\.d)\.(?:js|ts)$/.test(file);
}
