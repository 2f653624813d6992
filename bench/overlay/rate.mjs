/**
 * How many deliveries all nodes of a world make in a second of one core: texts from one node to all others, a hundred
 * at once or one after the other. With tapes, these are written to the disk within the span. Each text is signed once
 * and its signature judged once for all nodes, as the world does it: what is measured is everything else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machines } from '../../dist/node/running/machines.js';
import { FsTapeStore } from '../../dist/trace/store/fs-tape-store.js';
import { Recorder } from '../../dist/trace/writing/recorder.js';
import { tapeHead } from '../../dist/trace/writing/tape-head.js';
import { OverlayWorld } from './overlay-world.mjs';

const nodes = 100;
const cycles = 10;

process.stdout.write(
  `${JSON.stringify([
    ...ratesOf('unrecorded', null),
    ...inFolder((folder) => ratesOf('recorded', tapesIn(folder))),
  ])}\n`,
);

/**
 * @param {string} how
 * @param {import('../../dist/sim/open-tape.js').OpenTape | null} openTape
 */
function ratesOf(how, openTape) {
  const overlay = new OverlayWorld({ nodes, seed: 1, openTape });
  overlay.runCycles(cycles);
  timed(overlay, 50, 1);
  timed(overlay, 5, 100);
  const rates = [
    { name: `one by one, ${how}`, rate: timed(overlay, 200, 1) },
    { name: `100 at once, ${how}`, rate: timed(overlay, 50, 100) },
  ];
  for (const node of overlay.live) node.quit();
  overlay.world.run(5_000);
  return rates;
}

/**
 * @param {OverlayWorld} overlay
 * @param {number} rounds
 * @param {number} atOnce
 */
function timed(overlay, rounds, atOnce) {
  const { world } = overlay;
  const sender = world.nodes[0];
  if (sender === undefined) throw new RangeError('nobody is there');
  const before = overlay.copies().delivered;
  const { user, system } = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < atOnce; n += 1) overlay.broadcast(sender);
    world.run(200);
  }
  const spent = process.cpuUsage({ user, system });
  const delivered = overlay.copies().delivered - before;
  const all = rounds * atOnce * (overlay.live.length - 1);
  if (delivered !== all) throw new Error(`${delivered} of ${all} were delivered`);
  return (delivered * 1e6) / (spent.user + spent.system);
}

/**
 * @param {string} folder
 * @returns {import('../../dist/sim/open-tape.js').OpenTape}
 */
function tapesIn(folder) {
  return ({ name, config, clock }) =>
    new Recorder({
      store: new FsTapeStore(join(folder, name)),
      head: tapeHead({ config, machines, run: name }),
      wall: () => clock.wall(),
      onBroken: (error) => {
        throw error;
      },
    });
}

/**
 * @template T
 * @param {(folder: string) => T} work
 */
function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
