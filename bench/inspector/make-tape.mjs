import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { machines } from '../../dist/node/running/machines.js';
import { Simulation } from '../../dist/sim/simulation.js';
import { FsTapeStore } from '../../dist/trace/store/fs-tape-store.js';
import { Recorder } from '../../dist/trace/writing/recorder.js';
import { tapeHead } from '../../dist/trace/writing/tape-head.js';

const friends = 8;
const textsPerLink = 40;
const text = 'x'.repeat(100);
/** Nothing is to be forgotten. */
const keepBytes = 4 * 2 ** 30;

/**
 * Records a node that has so many turns: it talks with some friends in turn, one text a turn, and now and then one of them
 * goes and comes back. Gives where its tape is. Of others there is none.
 *
 * @param {string} folder
 * @param {number} turns
 */
export function makeTape(folder, turns) {
  const world = new Simulation(1, tapesIn(folder), { keepsLives: false });
  const alice = world.node('alice').start();
  const others = Array.from({ length: friends }, (_, i) => world.node(`friend-${i}`).start());
  world.run(10);
  for (const friend of others) meet(world, alice, friend);
  for (let said = 0; alice.life.turns < turns; said += 1) {
    const friend = others[said % friends] ?? alice;
    if (said % (textsPerLink * friends) < friends && said >= friends) part(world, alice, friend);
    if (said % 2 === 0) alice.send(friend, `${said} ${text}`);
    else friend.send(alice, `${said} ${text}`);
    world.run(1);
  }
  for (const node of world.nodes) node.quit();
  world.until('everybody has left', () => world.nodes.every((node) => !node.isUp));
  for (const { name } of others) rmSync(join(folder, name), { recursive: true, force: true });
  return join(folder, 'alice');
}

/**
 * @param {Simulation} world
 * @param {import('../../dist/sim/virtual-node.js').VirtualNode} one
 * @param {import('../../dist/sim/virtual-node.js').VirtualNode} other
 */
function meet(world, one, other) {
  one.connect(other);
  world.until('they are linked', () => one.isLinkedTo(other) && other.isLinkedTo(one));
}

/**
 * @param {Simulation} world
 * @param {import('../../dist/sim/virtual-node.js').VirtualNode} one
 * @param {import('../../dist/sim/virtual-node.js').VirtualNode} other
 */
function part(world, one, other) {
  one.disconnect(other);
  world.until('they have parted', () => !one.isLinkedTo(other) && !other.isLinkedTo(one));
  meet(world, one, other);
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
      keepBytes: name === 'alice' ? keepBytes : 2 ** 20,
      onBroken: (error) => {
        throw error;
      },
    });
}
