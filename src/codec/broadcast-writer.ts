import { KEY_BYTES_MAX, SIGNATURE_BYTES_MAX } from '../protocol/messages.ts';
import type { Broadcast } from '../protocol/messages.ts';
import { PEER_ID_LENGTH, PEER_ID_PATTERN } from '../protocol/peer-id.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { messageTable } from './message-table.ts';
import type { WireWriter } from './wire-writer.ts';

/**
 * Writes the headers of broadcasts without a walk through the table; the bytes are the same. An id that was
 * written once is copied from where it stands: much of what is passed on together is of the same few origins.
 */
export class BroadcastWriter {
  private readonly out: WireWriter;
  /** Where the ids stand that were written already. */
  private readonly places = new Map<PeerId, number>();

  constructor(out: WireWriter) {
    this.out = out;
  }

  /** False, and nothing is written: the table has to do it, or to say what is wrong. */
  put({ envelope, hops, topic }: Broadcast): boolean {
    const { origin, instance, sequence, hopLimit, expires, key, signature } = envelope;
    const { boot, nonce } = instance;
    const isCounted = isUint(boot) && isUint(nonce) && isUint(sequence) && isUint(hopLimit);
    if (!isCounted || !isUint(expires) || !isUint(hops) || topic !== '') return false;
    if (key.length > KEY_BYTES_MAX || signature.length > SIGNATURE_BYTES_MAX) return false;
    const place = this.places.get(origin);
    if (place === undefined && !PEER_ID_PATTERN.test(origin)) return false;
    const { out } = this;
    out.array(4);
    out.uint(BROADCAST);
    out.array(7);
    if (place === undefined) this.putOrigin(origin);
    else out.again(place, ID_BYTES);
    out.array(2);
    out.uint(boot);
    out.uint(nonce);
    out.uint(sequence);
    out.uint(hopLimit);
    out.uint(expires);
    out.binary(key);
    out.binary(signature);
    out.uint(hops);
    out.text(NO_TEXT);
    return true;
  }

  private putOrigin(origin: PeerId): void {
    this.places.set(origin, this.out.at);
    this.out.text(encoder.encode(origin));
  }
}

const { number: BROADCAST } = messageTable.broadcast;
const ID_BYTES = 2 + PEER_ID_LENGTH;
const NO_TEXT = new Uint8Array(0);
const encoder = new TextEncoder();

function isUint(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
