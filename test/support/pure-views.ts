import type { Lead, Purpose } from '../../src/protocol/messages.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import { depart } from '../../src/overlay/view/depart.ts';
import { due } from '../../src/overlay/view/due.ts';
import { admits, enter } from '../../src/overlay/view/enter.ts';
import { hear } from '../../src/overlay/view/hear.ts';
import { joinThrough, learn } from '../../src/overlay/view/learn.ts';
import { approachEnded, refuted, verified } from '../../src/overlay/view/verify.ts';
import { dueAt, newView, ownAddress } from '../../src/overlay/view/view.ts';
import type {
  Arrival,
  Departure,
  View,
  ViewAsked,
  ViewChange,
} from '../../src/overlay/view/view.ts';
import { hashText } from '../../src/values/hash-text.ts';
import { Agenda } from './agenda.ts';

/**
 * Many views and what lies between them, without any node: words and dials take their time, which is the same for each
 * pair, so that what one says to another comes in order. A link has two ends; when one is gone, the other one goes as
 * soon as the news is there.
 */
export class PureViews {
  readonly seed: number;
  readonly exchanges: boolean;
  at = 0;
  /** How much there was of each. */
  words = 0;
  dials = 0;
  probes = 0;
  readonly #live = new Map<PeerId, Member>();
  readonly #events = new Agenda();

  constructor(seed: number, exchanges = true) {
    this.seed = seed;
    this.exchanges = exchanges;
  }

  get live(): readonly PeerId[] {
    return [...this.#live.keys()];
  }

  view(id: PeerId): View {
    return this.#member(id).view;
  }

  views(): readonly View[] {
    return [...this.#live.values()].map(({ view }) => view);
  }

  /** A node that knows nobody. */
  add(index: number): PeerId {
    const id = idOf(index);
    const seed = hashText(id, this.seed);
    const view = newView({ own: id, seed, exchanges: this.exchanges });
    this.#live.set(id, { view: ownAddress(view, addressOf(index)), ends: new Map(), wakes: null });
    return id;
  }

  /** A node that joins through others, as seed nodes would tell of them. */
  join(index: number, contacts: readonly number[]): PeerId {
    const id = this.add(index);
    const leads = contacts.map((contact) => ({ ...leadOf(contact), from: null }));
    this.#change(id, joinThrough(this.view(id), leads, this.at));
    return id;
  }

  tell(id: PeerId, leads: readonly Lead[], from: string | null = null): void {
    this.#change(id, learn(this.view(id), leads, from, this.at));
  }

  /** Without a word: all its links break. */
  crash(ids: readonly PeerId[]): void {
    for (const id of ids) this.#vanish(id, 'lost');
  }

  leave(id: PeerId): void {
    this.#vanish(id, 'left');
  }

  /** A link breaks between two that live on. */
  cut(one: PeerId, other: PeerId): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const link of this.#member(from).ends.get(to) ?? [])
        this.#closeEnd(from, to, link, 'lost');
    }
  }

  /** All that happens until so many milliseconds are over. */
  run(ms: number): void {
    const end = this.at + ms * 1_000;
    for (let event = this.#events.next(end); event !== null; event = this.#events.next(end)) {
      this.at = event.at;
      event.happen();
    }
    this.at = end;
  }

  #member(id: PeerId): Member {
    const member = this.#live.get(id);
    if (member === undefined) throw new RangeError(`${id} does not live`);
    return member;
  }

  #later(one: PeerId, other: PeerId, happen: () => void): void {
    this.#events.add(this.at + delayOf(one, other, this.seed), happen);
  }

  #change(id: PeerId, [view, asked]: ViewChange): void {
    const member = this.#member(id);
    member.view = view;
    for (const each of asked) this.#carryOut(id, each);
    const wake = dueAt(view);
    if (wake === null || wake === member.wakes) return;
    if (wake < this.at) throw new RangeError(`${id} wants to be woken in the past`);
    member.wakes = wake;
    this.#events.add(wake, () => {
      if (this.#live.get(id) !== member || member.wakes !== wake) return;
      member.wakes = null;
      this.#change(id, due(member.view, this.at));
    });
  }

  #carryOut(id: PeerId, asked: ViewAsked): void {
    switch (asked.type) {
      case 'view.say':
        return this.#say(id, asked.to, asked.message);
      case 'view.approach':
        return this.#dial(id, asked.lead, asked.purpose);
      case 'view.probe':
        return this.#probe(id, asked.lead);
      case 'view.part':
        for (const link of this.#member(id).ends.get(asked.peer) ?? [])
          this.#closeEnd(id, asked.peer, link, 'parted');
    }
  }

  #say(id: PeerId, to: PeerId, message: Parameters<typeof hear>[2]): void {
    const [link] = this.#member(id).ends.get(to) ?? [];
    if (link === undefined) throw new RangeError('said to somebody who is no neighbour');
    this.#later(id, to, () => {
      const end = this.#live.get(to)?.ends.get(id);
      if (end === undefined || !end.has(link)) return;
      this.words += 1;
      this.#change(to, hear(this.view(to), id, message, this.at));
    });
  }

  #dial(id: PeerId, lead: Lead, purpose: Purpose): void {
    this.dials += 1;
    const link = this.dials;
    this.#later(id, lead.id, () => {
      const there = this.#found(lead);
      const isWelcome = there !== null && admits(there.view, id, purpose);
      // The answer sets out before anything that comes of it.
      this.#later(lead.id, id, () => {
        if (isWelcome) this.#welcomed(id, lead.id, link, purpose);
        else this.#refused(id, lead, there !== null);
      });
      if (isWelcome) this.#open(lead.id, id, link, { isInbound: true, purpose });
    });
  }

  #welcomed(id: PeerId, peer: PeerId, link: number, purpose: Purpose): void {
    if (this.#live.has(id)) this.#open(id, peer, link, { isInbound: false, purpose });
    else this.#closeEnd(peer, id, link, 'lost');
  }

  #refused(id: PeerId, lead: Lead, isThere: boolean): void {
    if (!this.#live.has(id)) return;
    if (isThere) this.#change(id, verified(this.view(id), lead, this.at));
    const how = isThere ? 'no-place' : 'failed';
    this.#change(id, approachEnded(this.view(id), lead.id, how, this.at));
  }

  #probe(id: PeerId, lead: Lead): void {
    this.probes += 1;
    this.#later(id, lead.id, () => {
      const isThere = this.#found(lead) !== null;
      this.#later(lead.id, id, () => {
        if (!this.#live.has(id)) return;
        this.#change(id, (isThere ? verified : refuted)(this.view(id), lead, this.at));
      });
    });
  }

  #found(lead: Lead): Member | null {
    const there = this.#live.get(lead.id);
    return there?.view.own.address === lead.address ? there : null;
  }

  /** Of two links that were dialled at the same time, the one that the lower id dialled stays. */
  #open(
    id: PeerId,
    peer: PeerId,
    link: number,
    { isInbound, purpose }: Pick<Arrival, 'isInbound' | 'purpose'>,
  ): void {
    const { ends } = this.#member(id);
    const links = ends.get(peer) ?? new Set();
    const address = addressOf(indexOf(peer));
    ends.set(peer, links.add(link));
    const arrival = {
      id: peer,
      address,
      linkAddress: address,
      isInbound,
      isPinned: false,
      purpose,
    };
    this.#change(id, enter(this.view(id), arrival, this.at));
    const isDiallerLower = isInbound ? peer < id : id < peer;
    for (const other of links) {
      if (other === link || links.size < 2) continue;
      this.#closeEnd(id, peer, isDiallerLower ? other : link, 'parted');
    }
  }

  /** The view hears of it when it was the last link to that peer. */
  #closeEnd(id: PeerId, peer: PeerId, link: number, how: Departure): void {
    const member = this.#live.get(id);
    const links = member?.ends.get(peer);
    if (member === undefined || links === undefined || !links.delete(link)) return;
    this.#later(id, peer, () => this.#closeEnd(peer, id, link, how));
    if (links.size > 0) return;
    member.ends.delete(peer);
    this.#change(id, depart(member.view, peer, how, this.at));
  }

  #vanish(id: PeerId, how: Departure): void {
    const { ends } = this.#member(id);
    this.#live.delete(id);
    for (const [peer, links] of ends) {
      for (const link of links) this.#later(id, peer, () => this.#closeEnd(peer, id, link, how));
    }
  }
}

interface Member {
  view: View;
  readonly ends: Map<PeerId, Set<number>>;
  wakes: number | null;
}

export function idOf(index: number): PeerId {
  const digits = index.toString(24).padStart(4, '0');
  return `${digits.replaceAll(/./g, letterOf)}${'a'.repeat(48)}`;
}

function indexOf(id: PeerId): number {
  return Number.parseInt(id.slice(0, 4).replaceAll(/./g, digitOf), 24);
}

function letterOf(digit: string): string {
  return String.fromCharCode(97 + Number.parseInt(digit, 24));
}

function digitOf(letter: string): string {
  return (letter.charCodeAt(0) - 97).toString(24);
}

/** Each has a host of its own. */
export function addressOf(index: number): string {
  return `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}:7000`;
}

export function leadOf(index: number): Lead {
  return { id: idOf(index), address: addressOf(index) };
}

/** From 1 to 40 ms, the same for both ways. */
function delayOf(one: PeerId, other: PeerId, seed: number): number {
  const [low, high] = one < other ? [one, other] : [other, one];
  return 1_000 + ((hashText(low + high, seed) >>> 0) % 39_000);
}
