import type { Dice } from '../dice.ts';
import { defaultLinkPlan, type LinkPlan } from '../link-plan.ts';
import type { Scenario } from '../scenario.ts';
import { clearUp, linkOnce, talk, type NodePair } from '../settle.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 20;
const FAULTS = 120;
const FAULTS_MS = 60_000;

/**
 * Twenty nodes in a ring, each of which wants the next one and some other. For a minute everything
 * happens to them; then a core of them is spared, and what is not of it stays broken.
 */
export const crowd: Scenario = {
  name: 'crowd',
  shows: 'twenty nodes under every fault there is; the ones that are spared find each other again',
  play(world) {
    const dice = world.dice('topology');
    const weather = world.dice('weather');
    world.plan(() => unsteady(weather));
    const names = Array.from({ length: NODES }, (_, index) => `n${index}`);
    for (const [index, name] of names.entries()) {
      const next = names[(index + 1) % NODES]!;
      world.node(name, { contacts: [next, dice.pick(names)] });
    }
    for (const node of world.nodes)
      world.at(dice.below(2_000), () => {
        if (!node.isUp) node.start();
      });
    plotFaults(world, world.dice('faults'));
    plotTalk(world, world.dice('talk'));
    world.run(FAULTS_MS);
  },
  heal(world) {
    clearUp(world, coreOf(world));
  },
  settle(world) {
    const pairs = ringOf(coreOf(world));
    linkOnce(world, ...pairs);
    talk(world, ...pairs);
  },
};

/** All but a few, the same at every call. */
function coreOf(world: Simulation): VirtualNode[] {
  const dice = world.dice('core');
  return world.nodes.filter(() => dice.chance(4 / 5));
}

/** The neighbours on the ring that are both of the core. */
function ringOf(core: readonly VirtualNode[]): NodePair[] {
  return core.flatMap((node): NodePair[] => {
    const next = core.find(({ name }) => name === `n${(Number(node.name.slice(1)) + 1) % NODES}`);
    return next === undefined ? [] : [[node, next]];
  });
}

function plotFaults(world: Simulation, dice: Dice): void {
  for (let count = 0; count < FAULTS; count++) {
    const node = dice.pick(world.nodes);
    const other = world.nodes[(world.nodes.indexOf(node) + 1) % NODES]!;
    const ms = dice.below(FAULTS_MS);
    const later = Math.min(ms + dice.below(20_000), FAULTS_MS);
    switch (dice.below(5)) {
      case 0:
        world.at(ms, () => world.reset(node, other));
        break;
      case 1:
        world.at(ms, () => world.cut(node, other));
        break;
      case 2:
        world.at(ms, () => world.stall(node));
        world.at(later, () => world.flow(node));
        break;
      case 3:
        world.at(ms, () => node.crash('reset'));
        world.at(later, () => node.restart());
        break;
      default:
        world.at(ms, () => node.crash('silence'));
        world.at(later, () => node.restart());
    }
  }
}

function plotTalk(world: Simulation, dice: Dice): void {
  for (let count = 0; count < 400; count++) {
    const from = dice.pick(world.nodes);
    const next = world.nodes[(world.nodes.indexOf(from) + 1) % NODES]!;
    const to = dice.chance(3 / 4) ? next : dice.pick(world.nodes);
    world.at(dice.below(FAULTS_MS), () => from.send(to, `text ${count}`));
  }
}

function unsteady(dice: Dice): LinkPlan {
  const plan: LinkPlan = {
    ...defaultLinkPlan,
    latencyUs: dice.between(100, 80_000),
    bytesPerSecond: dice.between(10_000, 10_000_000),
  };
  const place = { direction: dice.pick(['out', 'in'] as const), bytes: dice.below(1_500) };
  switch (dice.below(8)) {
    case 0:
      return { ...plan, resetAfterBytes: place };
    case 1:
      return { ...plan, blackHoleAfterBytes: place };
    case 2:
      return { ...plan, stallAfterBytes: { ...place, us: dice.below(10_000_000) } };
    case 3:
      return { ...plan, blackHole: true };
    default:
      return plan;
  }
}
