import type { Text } from '../../protocol/messages.ts';
import { Queue } from '../../values/queue.ts';

/** Texts sent on one connection in one go; the first of them was the `first`-th on it. */
export interface Parcel {
  readonly first: number;
  readonly sequences: readonly number[];
  readonly bytes: number;
  readonly sentAt: number;
}

export interface Outgoing {
  /** How many texts went out on this connection, and how many of them the peer has taken. */
  readonly sent: number;
  readonly taken: number;
  /** Of all parcels that were not taken whole. */
  readonly bytes: number;
  readonly parcels: Queue<Parcel>;
}

export const nothingSent: Outgoing = { sent: 0, taken: 0, bytes: 0, parcels: Queue.empty() };

export function sendOut(outgoing: Outgoing, texts: readonly Text[], at: number): Outgoing {
  if (texts.length === 0) return outgoing;
  const parcel = {
    first: outgoing.sent + 1,
    sequences: texts.map((text) => text.sequence),
    bytes: texts.reduce((sum, text) => sum + text.body.length, 0),
    sentAt: at,
  };
  return {
    sent: outgoing.sent + texts.length,
    taken: outgoing.taken,
    bytes: outgoing.bytes + parcel.bytes,
    parcels: outgoing.parcels.push(parcel),
  };
}

export interface Receipted {
  readonly outgoing: Outgoing;
  readonly sequences: readonly number[];
  /** When the oldest of them was sent. */
  readonly sentAt: number;
}

/** null: a receipt for what was never sent, or one that takes an earlier one back. */
export function takeReceipt(outgoing: Outgoing, taken: number): Receipted | null {
  if (taken > outgoing.sent || taken < outgoing.taken) return null;
  const sequences: number[] = [];
  let { parcels, bytes } = outgoing;
  const sentAt = parcels.peek()?.sentAt ?? 0;
  for (let front = parcels.shift(); front !== null; front = parcels.shift()) {
    const { first, sequences: sent } = front.item;
    const last = first + sent.length - 1;
    if (first > taken) break;
    addTo(sequences, sent.slice(Math.max(0, outgoing.taken + 1 - first), taken + 1 - first));
    if (last > taken) break;
    parcels = front.rest;
    bytes -= front.item.bytes;
  }
  return { outgoing: { sent: outgoing.sent, taken, bytes, parcels }, sequences, sentAt };
}

/** What is still on its way, or was lost with the link. */
export function unreceipted({ taken, parcels }: Outgoing): readonly number[] {
  const sequences: number[] = [];
  for (const { first, sequences: sent } of parcels) {
    addTo(sequences, sent.slice(Math.max(0, taken + 1 - first)));
  }
  return sequences;
}

/** One by one: as arguments of one `push`, so many would not fit on the stack. */
function addTo(sequences: number[], more: readonly number[]): void {
  for (const sequence of more) sequences.push(sequence);
}
