/**
 * `npm run golden`: records the golden runs anew, all of them or those one names. Whoever changes what a
 * node does on purpose runs it, looks at the difference, and commits it with the change.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

/** Scenario and seed; `traces/README.md` says what each shows. */
const goldenRuns = [
  ['pair', '1'],
  ['simultaneous-dial', '1'],
  ['half-open', '1'],
  ['polite-leave', '1'],
  ['reset-storm', '1'],
  ['crash-and-restart', '1'],
  ['wrong-network', '1'],
  ['refused-and-black-hole', '1'],
  ['self-dial', '1'],
  ['impostors-plain', '1'],
  ['doubles', '1'],
  ['doubles-plain', '1'],
  ['ban', '1'],
  ['half-open-plain', '1'],
  ['frozen-peer', '1'],
  ['knocking', '1'],
  ['ring-broadcast', '1'],
  ['mesh-broadcast', '1'],
  ['one-contact', '1'],
  ['seeds-gone', '1'],
  ['seed-down', '1'],
  ['seed-restart', '1'],
  ['saved-peers', '1'],
  ['lan-call', '1'],
  ['announced', '1'],
  ['port-scan', '1'],
  ['two-halves', '1'],
  ['two-networks', '1'],
  ['everybody-dead', '1'],
  ['mute-peer', '1'],
  ['forgeries', '1'],
  ['unsigned', '1'],
  ['old-casts', '1'],
  ['invented-leads', '1'],
  ['smuggled-addresses', '1'],
  ['crowded-places', '1'],
  ['line-of-five', '1'],
  ['relay-ring', '1'],
  ['diamond', '1'],
  ['nobody-there', '1'],
  ['no-relay', '1'],
  ['routing-loop', '1'],
  ['forged-fates', '1'],
  ['asked-afar', '1'],
];

prepare({ build: true });
const wanted = process.argv.slice(2);
for (const [name = '', seed = ''] of goldenRuns) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = join(root, 'traces', name);
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  const args = [join(root, 'dist/cli/main.js'), 'sim', name, '--seed', seed, '--trace', folder];
  const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (run.status !== 0) process.exitCode = 1;
}
