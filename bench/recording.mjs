/**
 * What recording costs, and how fast a replay is: two nodes on a virtual link, one text a turn, with
 * and without a tape. The tape is on the disk, flushed and closed within the timed span. The time is
 * that of the whole run, in turns of both nodes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machines } from '../dist/node/running/machines.js';
import { Simulation } from '../dist/sim/simulation.js';
import { codeHash } from '../dist/trace/writing/code-hash.js';
import { FsTapeStore } from '../dist/trace/store/fs-tape-store.js';
import { Recorder } from '../dist/trace/writing/recorder.js';
import { replay } from '../dist/trace/replay/replay.js';
import { tapeHead } from '../dist/trace/writing/tape-head.js';
import { compare } from './compare.mjs';

const texts = 5_000;
const text = 'x'.repeat(100);
const names = ['alice', 'bob'];

export async function benchRecording() {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
  let runs = 0;
  try {
    const { ratio } = await compare('Turns of an established virtual connection', 'turn', {
      unrecorded: () => chat(null),
      recorded: () => chat(join(folder, String((runs += 1)))),
      replayed: () => replayed(join(folder, String(runs))),
    });
    ratio('recorded', 'unrecorded', { goal: 1 / 0.75 });
    ratio('replayed', 'recorded', { goal: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string | null} folder */
function chat(folder) {
  const world = new Simulation(1, folder === null ? null : tapesIn(folder));
  const alice = world.node('alice').start();
  const bob = world.node('bob').start();
  world.run(10);
  alice.connect(bob);
  world.until('they are linked', () => alice.isLinkedTo(bob) && bob.isLinkedTo(alice));
  const before = turnsOf(world);
  const started = process.hrtime.bigint();
  for (let sent = 0; sent < texts; sent += 1) {
    alice.send(bob, text);
    world.run(1);
  }
  for (const node of world.nodes) node.quit();
  world.until('everybody has left', () => world.nodes.every((node) => !node.isUp));
  return Number(process.hrtime.bigint() - started) / (turnsOf(world) - before);
}

/** @param {Simulation} world */
function turnsOf(world) {
  return world.lives.reduce((sum, { turns }) => sum + turns, 0);
}

/**
 * @param {string} folder
 * @returns {import('../dist/sim/open-tape.js').OpenTape}
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

/** @param {string} folder */
function replayed(folder) {
  const started = process.hrtime.bigint();
  let turns = 0;
  for (const name of names) {
    const verdict = replay(new FsTapeStore(join(folder, name)), { machines, code: codeHash() });
    if (verdict.verdict !== 'same') throw new Error(`the tape of ${name} is ${verdict.verdict}`);
    turns += verdict.turns;
  }
  rmSync(folder, { recursive: true, force: true });
  return Number(process.hrtime.bigint() - started) / turns;
}
