import { type Address, formatAddress } from '../protocol/address.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import type { Cancel, Clock } from '../streams/clock.ts';
import type { LanName } from '../streams/lan-ear.ts';
import type { Lan } from '../streams/lan.ts';
import type { DialEvent, Network } from '../streams/network.ts';
import { defaultLinkPlan, type LinkPlan, type PlanLink } from './link-plan.ts';
import { VirtualLan } from './virtual-lan.ts';
import { LOCAL_HOSTS, VirtualNetwork } from './virtual-network.ts';
import type { VirtualLink } from './virtual-link.ts';
import { VirtualPair } from './virtual-pair.ts';

/**
 * The network between all hosts of a world, and every way it can fail. What each link meets comes
 * from the plan; what befalls hosts, and the ways between them, is done by hand.
 */
export class Switchboard {
  readonly #clock: Clock;
  readonly #seed: number | string;
  readonly #plan: PlanLink;
  readonly #hosts = new Map<string, Host>();
  readonly #cuts = new Set<string>();
  readonly #dialCounts = new Map<string, number>();
  readonly #lan: VirtualLan;

  constructor(clock: Clock, seed: number | string, plan: PlanLink = () => defaultLinkPlan) {
    this.#clock = clock;
    this.#seed = seed;
    this.#plan = plan;
    const { latencyUs } = defaultLinkPlan;
    this.#lan = new VirtualLan({ clock, latencyUs, isHeld: (...way) => this.#isHeld(...way) });
  }

  /** Of the host's present life: a crash ends it. */
  networkOf(host: string): Network {
    return this.#hostOf(host).network;
  }

  lanOf(host: string, name: LanName): Lan {
    return this.#lan.of(host, name);
  }

  /** Ends of links that are not closed, listeners and unanswered dials: none is left in a world at rest. */
  get open(): { readonly links: number; readonly listeners: number; readonly dials: number } {
    const hosts = [...this.#hosts.values()];
    const networks = hosts.map(({ network }) => network);
    const ends = hosts.flatMap((host) => endsOn(host));
    return {
      links: ends.filter((end) => !end.isGone).length,
      listeners: networks.reduce((sum, network) => sum + network.listeners, this.#lan.listeners),
      dials: networks.reduce((sum, network) => sum + network.dials, 0),
    };
  }

  /** Nothing gets from one to the other, and neither is told. */
  cut(a: string, b: string): void {
    this.#cuts.add(wayBetween(a, b));
  }

  /** What was sent during the cut comes through now, but for resets. */
  heal(a: string, b: string): void {
    this.#cuts.delete(wayBetween(a, b));
    for (const pair of this.#pairsBetween(a, b)) pair.release();
  }

  /** All links between the two are torn. */
  reset(a: string, b: string): void {
    for (const pair of this.#pairsBetween(a, b)) pair.tear();
  }

  /** The host takes no bytes from any link until it flows again. */
  stall(host: string): void {
    const stalled = this.#hostOf(host);
    if (stalled.isStalled) return;
    stalled.isStalled = true;
    for (const end of endsOn(stalled)) end.stall();
  }

  flow(host: string): void {
    const stalled = this.#hostOf(host);
    if (!stalled.isStalled) return;
    stalled.isStalled = false;
    for (const end of endsOn(stalled)) end.flow();
  }

  /**
   * Everything on the host is gone at once. `reset`: the process died, and its system says so.
   * `silence`: the host itself is gone, and does not even refuse.
   */
  crash(host: string, peersSee: 'reset' | 'silence'): void {
    const crashed = this.#hostOf(host);
    crashed.network.crash();
    crashed.network = this.#startNetwork(host);
    crashed.isUp = peersSee === 'reset';
    crashed.isStalled = false;
    for (const end of endsOn(crashed)) end.vanish(peersSee);
  }

  /**
   * The host is there, or again, and knows nothing of its links: who still speaks on one sees a reset.
   * From now on its links show its key, if it has one.
   */
  restart(name: string, key: PeerId | null = null): void {
    const host = this.#hostOf(name);
    host.isUp = true;
    host.key = key;
    for (const pair of host.pairs) pair.release();
  }

  #hostOf(name: string): Host {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const network = this.#startNetwork(name);
    const host = {
      name,
      network,
      isUp: true,
      isStalled: false,
      key: null,
      pairs: new Set<VirtualPair>(),
    };
    this.#hosts.set(name, host);
    return host;
  }

  #startNetwork(host: string): VirtualNetwork {
    return new VirtualNetwork(host, this.#clock, (dialler, target, answer) =>
      this.#carryDial(dialler, target, answer),
    );
  }

  /** There and back: the target answers after one latency, and the dialler knows after two. */
  #carryDial(
    dialler: VirtualNetwork,
    address: Address,
    answer: (event: DialEvent) => void,
  ): Cancel {
    const from = dialler.host;
    const to = LOCAL_HOSTS.has(address.host) ? from : address.host;
    const n = this.#countDial(from, to);
    const plan = this.#plan(from, to, n);
    let pair: VirtualPair | null = null;
    let isGivenUp = false;
    const later = (callback: () => void) =>
      this.#clock.at(this.#clock.now() + plan.latencyUs, () => {
        if (!isGivenUp && !dialler.isOver) callback();
      });
    later(() => {
      if (plan.blackHole === true || this.#isHeld(from, to)) return;
      const target = this.#hosts.get(to)?.network;
      if (plan.refuse === true || target?.hasListener(address.port) !== true) {
        const code = target === undefined ? 'unreachable' : 'refused';
        later(() => answer({ type: 'failed', code }));
        return;
      }
      const joined = this.#join(dialler, to, address.port, plan, n);
      pair = joined;
      joined.open();
      target.accept(address.port, joined.acceptor);
      later(() => {
        if (!this.#isHeld(to, from)) answer({ type: 'opened', link: joined.dialler });
      });
    });
    return () => {
      isGivenUp = true;
      pair?.dialler.close();
    };
  }

  #join(dialler: VirtualNetwork, to: string, port: number, plan: LinkPlan, n: number): VirtualPair {
    const hosts = [this.#hostOf(dialler.host), this.#hostOf(to)] as const;
    const [from, target] = hosts;
    const pair = new VirtualPair({
      clock: this.#clock,
      seed: this.#seed,
      label: `link ${dialler.host} ${to} ${n}`,
      plan,
      hosts: [dialler.host, to],
      addresses: {
        dialler: formatAddress(dialler.host, dialler.freePort()),
        target: formatAddress(to, port),
      },
      keys: { dialler: from.key, target: target.key },
      isHeld: (a, b) => this.#isHeld(a, b),
      onGone: (gone) => {
        if (gone.ends.every((end) => end.isGone)) for (const { pairs } of hosts) pairs.delete(gone);
      },
    });
    for (const { pairs } of hosts) pairs.add(pair);
    if (from.isStalled) pair.dialler.stall();
    if (target.isStalled) pair.acceptor.stall();
    return pair;
  }

  #isHeld(from: string, to: string): boolean {
    return this.#cuts.has(wayBetween(from, to)) || this.#hosts.get(to)?.isUp === false;
  }

  #countDial(from: string, to: string): number {
    const key = `${from} ${to}`;
    const n = (this.#dialCounts.get(key) ?? 0) + 1;
    this.#dialCounts.set(key, n);
    return n;
  }

  #pairsBetween(a: string, b: string): VirtualPair[] {
    const way = wayBetween(a, b);
    return [...this.#hostOf(a).pairs].filter(
      ({ hosts: [from, to] }) => wayBetween(from, to) === way,
    );
  }
}

/** In the order in which they were made, as all that has an order here. */
function endsOn({ name, pairs }: Host): VirtualLink[] {
  return [...pairs].flatMap(({ hosts, ends }) => ends.filter((_, side) => hosts[side] === name));
}

interface Host {
  readonly name: string;
  /** All that lead to it or from it and are open at one end at least. */
  readonly pairs: Set<VirtualPair>;
  network: VirtualNetwork;
  isUp: boolean;
  isStalled: boolean;
  key: PeerId | null;
}

function wayBetween(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
