import { Simulation } from '../../dist/sim/simulation.js';
import { Body } from '../../dist/protocol/body.js';
import { limits } from '../../dist/protocol/limits.js';
import { defaultLinkPlan } from '../../dist/sim/link-plan.js';

/** Between one node that joins and the next. */
const joinGapMs = 20;

/**
 * So many nodes that have joined one by one through one and the same contact, on links that cut nothing into pieces,
 * as bytes are not what is measured; pings are rare for the same reason. Then so many shuffles of each.
 */
export class OverlayWorld {
  /** What was said, by the kind of message; of fates also by their code, and how many reports there were of what arrived. @type {Map<string, number>} */
  said = new Map();
  /** Over whom the last text came that one wrote to another. @type {readonly string[]} */
  lastWay = [];
  /** Of each broadcast: who has it, how far the last copy came, and when. @type {Map<string, Arrivals>} */
  #arrivals = new Map();
  /** Of each who has said something, how often. @type {Map<string, number>} */
  #sequences = new Map();

  /**
   * @param {{ nodes: number, seed: number | string, openTape?: import('../../dist/sim/open-tape.js').OpenTape | null, latencyMsMax?: number }} setting
   * Links are as slow as each other, or each draws how slow it is, up to `latencyMsMax`.
   */
  constructor({ nodes, seed, openTape = null, latencyMsMax = 0 }) {
    this.world = new Simulation(seed, openTape, {
      keepsLives: false,
      turned: (_, { turn }) => this.#noteSaid(turn.effects),
      heard: ({ news }) => this.#noteHeard(news),
    });
    const dice = this.world.dice('latencies');
    this.world.plan(() => {
      const drawnUs = 1 + Math.floor(dice.unit() * latencyMsMax * 1_000);
      const { latencyUs } = defaultLinkPlan;
      return {
        ...defaultLinkPlan,
        segmentation: 'whole',
        latencyUs: latencyMsMax === 0 ? latencyUs : drawnUs,
      };
    });
    const options = { discovery: /** @type {const} */ (['exchange']), pingIntervalMs: 60_000 };
    const contact = this.world.node('n0', options).start();
    this.world.run(joinGapMs);
    const saved = [`${contact.id}@${contact.address}`];
    for (let index = 1; index < nodes; index += 1) {
      this.world.node(`n${index}`, { ...options, saved }).start();
      this.world.run(joinGapMs);
    }
  }

  /** @param {number} count */
  runCycles(count) {
    this.world.run(count * limits.shuffleIntervalMs);
  }

  get live() {
    return this.world.nodes.filter(({ isUp }) => isUp);
  }

  /** Who is whose neighbour, of those that live. */
  graph() {
    const { live } = this;
    const places = new Map(live.map(({ id }, place) => [id, place]));
    return live.map((node) => {
      const { active } = viewOf(node);
      return [...active.keys()].flatMap((id) => places.get(id) ?? []);
    });
  }

  /**
   * A text to all, which is on its way then.
   *
   * @param {import('../../dist/sim/virtual-node.js').VirtualNode} from
   */
  broadcast(from) {
    const sequence = (this.#sequences.get(from.id) ?? 0) + 1;
    this.#sequences.set(from.id, sequence);
    const body = new Body(new TextEncoder().encode(`text ${sequence} of ${from.name}`));
    const arrivals = { sentAt: this.world.clock.now(), delivered: 0, soon: 0, lastHop: 0 };
    this.#arrivals.set(`${from.id} ${sequence}`, arrivals);
    from.command({ command: 'broadcast', topic: '', body });
    return arrivals;
  }

  /** Each is greeted from both sides. */
  get dials() {
    return (this.said.get('hello') ?? 0) / 2;
  }

  /** How many copies were taken and how many came for nothing, by those that live. */
  copies() {
    let [delivered, duplicates] = [0, 0];
    for (const node of this.live) {
      const { counts } = contextOf(node).overlay.tree;
      delivered += counts.delivered;
      duplicates += counts.duplicates;
    }
    return { delivered, duplicates };
  }

  /** @param {readonly import('../../dist/protocol/effects.js').Effect[]} effects */
  #noteSaid(effects) {
    for (const effect of effects) {
      if (effect.type !== 'link.send') continue;
      for (const message of effect.messages) {
        this.#count(message.kind);
        if (message.kind === 'fate') this.#count(`fate ${message.code}`);
      }
    }
  }

  /** @param {string} what */
  #count(what) {
    this.said.set(what, (this.said.get(what) ?? 0) + 1);
  }

  /** @param {import('../../dist/node/running/run-node.js').News} news */
  #noteHeard({ said }) {
    if (said.type === 'report' && said.event === 'delivered') {
      this.#count('mail.delivered');
      this.lastWay = said.path ?? [];
    }
    if (said.type !== 'report' || said.event !== 'broadcast') return;
    for (const { from, sequence, hops } of said.casts) {
      const arrivals = this.#arrivals.get(`${from} ${sequence}`);
      if (arrivals === undefined) continue;
      arrivals.delivered += 1;
      if (this.world.clock.now() - arrivals.sentAt <= 1_000_000) arrivals.soon += 1;
      arrivals.lastHop = Math.max(arrivals.lastHop, hops);
    }
  }
}

/** @typedef {{ sentAt: number, delivered: number, soon: number, lastHop: number }} Arrivals */

/** @param {import('../../dist/sim/virtual-node.js').VirtualNode} node */
export function viewOf(node) {
  return contextOf(node).overlay.view;
}

/** @param {import('../../dist/sim/virtual-node.js').VirtualNode} node */
export function contextOf(node) {
  const { context } = node;
  if (context === null) throw new RangeError(`${node.name} is not up`);
  return context;
}
