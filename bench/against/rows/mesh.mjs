import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { other, ours, oursUntaped } from '../contestants.mjs';
import { startPart } from '../start-part.mjs';

const nodes = 100;
const links = 300;
/** The same again and again, until the compiler of V8 has done its best. */
const warmUps = 3;

/** @type {import('../measure.mjs').Row} */
export const mesh = {
  name: 'mesh',
  title: `${nodes} nodes in one process, the same ${links} links, from the first dial until all are greeted`,
  unit: 'milliseconds',
  contestants: [ours('peertape'), oursUntaped('peertape, no tape'), other('libp2p', 'libp2p')],
  play: async ({ kind, isTaped }, { profiles = null }) => {
    const trace = isTaped ? mkdtempSync(join(tmpdir(), 'peertape-bench-')) : null;
    const profile = profiles === null ? null : join(profiles, 'mesh.cpuprofile');
    const part = await startPart({ ...kind, work: 'nodes', profile });
    try {
      for (let time = 0; time < warmUps; time += 1) {
        await part.ask('mesh', { nodes, links, name: `warm-up-${time}`, trace });
      }
      const before = await part.ask('cpu');
      const span = await part.ask('mesh', { nodes, links, name: 'mesh', trace });
      return { figure: span / 1e6, cpuUs: ((await part.ask('cpu')) - before) / links };
    } finally {
      await part.end();
      if (trace !== null) rmSync(trace, { recursive: true, force: true });
    }
  },
  goals: [
    { of: 'peertape', to: 'libp2p', atMost: 0.25 },
    { of: 'peertape, no tape', to: 'libp2p' },
    { of: 'peertape', to: 'peertape, no tape' },
  ],
};
