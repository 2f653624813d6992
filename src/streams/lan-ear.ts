import { formatAddress } from '../protocol/address.ts';
import { limits } from '../protocol/limits.ts';
import type { Lead } from '../protocol/messages.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { hasLeft, spend, type Terms, WHOLE } from '../values/budget.ts';
import { decodeLanCall } from './lan-call.ts';

/**
 * What a node makes of the datagrams of its local network. Anybody there can send any number of them, and each
 * that is believed costs the node a turn: so every host has a budget, and a host that is new while as many as
 * can be counted have spent some of theirs is not heard.
 */
export class LanEar {
  readonly #network: string;
  readonly #id: PeerId;
  readonly #now: () => number;
  readonly #wholeAt = new Map<string, number>();

  constructor({ network, id }: LanName, now: () => number) {
    this.#network = network;
    this.#id = id;
    this.#now = now;
  }

  /** null: nothing that this node should know. */
  hear(datagram: Uint8Array, host: string): Lead | null {
    const call = decodeLanCall(datagram);
    if (call === null || call.network !== this.#network || call.id === this.#id) return null;
    return this.#mayCall(host) ? { id: call.id, address: formatAddress(host, call.port) } : null;
  }

  #mayCall(host: string): boolean {
    const at = this.#now();
    const wholeAt = this.#wholeAt.get(host) ?? WHOLE;
    if (!hasLeft(wholeAt, at, terms) || !this.#hasRoomFor(host, at)) return false;
    this.#wholeAt.set(host, spend(wholeAt, 1, at, terms));
    return true;
  }

  #hasRoomFor(host: string, at: number): boolean {
    if (this.#wholeAt.has(host) || this.#wholeAt.size < limits.lanHostsMax) return true;
    for (const [known, wholeAt] of this.#wholeAt) if (wholeAt <= at) this.#wholeAt.delete(known);
    return this.#wholeAt.size < limits.lanHostsMax;
  }
}

/** Who listens there, and for which network. */
export interface LanName {
  readonly network: string;
  readonly id: PeerId;
}

const terms: Terms = { most: limits.lanCallsPerHostMax, healMs: limits.lanCallHealMs, debt: 0 };
