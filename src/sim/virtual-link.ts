import type { Observable } from 'rxjs';
import type { LinkCode } from '../protocol/inputs.ts';
import { limits } from '../protocol/limits.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import type { Clock } from '../streams/clock.ts';
import type { Link, LinkEvent } from '../streams/link.ts';
import { LinkMailbox, type LinkTurn } from '../streams/link-mailbox.ts';
import type { LaneItem, VirtualLane } from './virtual-lane.ts';

/** What one end knows of the other. */
export interface LinkFacts {
  readonly address: string;
  readonly peer: PeerId | null;
  readonly binding: Uint8Array;
}

/** One end of a virtual link: what its node sees of the two lanes. */
export class VirtualLink implements Link {
  readonly address: string;
  readonly binding: Uint8Array;
  readonly event$: Observable<LinkEvent>;
  readonly #clock: Clock;
  readonly #mailbox: LinkMailbox;
  readonly #onGone: () => void;
  #out: VirtualLane | null = null;
  #in: VirtualLane | null = null;
  #unread: LaneItem[] = [];
  #stalls = 0;
  #isCongested = false;
  #hasEnded = false;
  #hasPeerEnded = false;
  #isEndSent = false;
  #isGone = false;
  #isHandOutDue = false;

  constructor(clock: Clock, { address, peer, binding }: LinkFacts, onGone: () => void) {
    this.address = address;
    this.binding = binding;
    this.#clock = clock;
    this.#onGone = onGone;
    this.#mailbox = new LinkMailbox({
      subscribed: () => this.#handOutSoon(),
      unsubscribed: () => this.close(),
    });
    this.event$ = this.#mailbox.event$;
    this.#mailbox.post({ type: 'secured', peer });
  }

  attach(lanes: { readonly out: VirtualLane; readonly in: VirtualLane }): void {
    this.#out = lanes.out;
    this.#in = lanes.in;
  }

  /** It takes and gives nothing any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  write(...pieces: readonly Uint8Array[]): void {
    const bytes = wholeOf(pieces);
    if (this.#isGone || this.#hasEnded || bytes.length === 0 || this.#out === null) return;
    this.#out.write(bytes);
    if (this.#isCongested || this.#out.waiting <= limits.linkBufferBytesMax) return;
    this.#isCongested = true;
    this.#post({ type: 'congested' });
  }

  end(): void {
    if (this.#isGone || this.#hasEnded) return;
    this.#hasEnded = true;
    this.#out?.end();
  }

  close(): void {
    if (this.#isGone) return;
    this.#mailbox.clear();
    this.#finish('reset');
    this.#out?.reset();
  }

  /** The reader takes nothing until it flows again, as often as it was stalled. */
  stall(): void {
    this.#stalls++;
  }

  flow(): void {
    this.#stalls--;
    this.#handOutSoon();
  }

  /** Its host is gone, or the process on it, which `says` so to the peer or does not. */
  vanish(says: 'reset' | 'silence'): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#mailbox.abandon();
    if (says === 'reset') this.#out?.reset();
    else this.#out?.abort();
    this.#onGone();
  }

  arrive(item: LaneItem): void {
    if (this.#isGone) {
      if (item.type !== 'reset') this.#out?.reset();
    } else if (this.#isReading && this.#unread.length === 0) {
      this.#take(item);
      this.#mailbox.handOut();
    } else {
      this.#unread.push(item);
    }
  }

  emptied(): void {
    if (!this.#isCongested) return;
    this.#isCongested = false;
    this.#post({ type: 'drained' });
  }

  endSent(): void {
    this.#isEndSent = true;
    if (this.#hasPeerEnded) this.#finish('ended');
  }

  get #isReading(): boolean {
    return this.#stalls === 0 && this.#mailbox.hasReader;
  }

  #take(item: LaneItem): void {
    if (item.type === 'bytes') {
      for (const chunk of item.chunks) this.#mailbox.gather(chunk);
      this.#in?.credit(item.size);
    } else if (item.type === 'reset') {
      this.#finish('reset');
      this.#out?.abort();
    } else {
      this.#hasPeerEnded = true;
      this.#post({ type: 'ended' });
      if (this.#isEndSent) this.#finish('ended');
    }
  }

  #finish(code: LinkCode): void {
    this.#isGone = true;
    this.#unread = [];
    this.#post({ type: 'closed', code });
    this.#onGone();
  }

  #post(event: LinkTurn): void {
    this.#mailbox.post(event);
    this.#handOutSoon();
  }

  #handOutSoon(): void {
    if (this.#isHandOutDue) return;
    this.#isHandOutDue = true;
    this.#clock.soon(() => {
      this.#isHandOutDue = false;
      if (this.#isReading) for (const item of this.#unread.splice(0)) this.#take(item);
      this.#mailbox.handOut();
    });
  }
}

function wholeOf(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = pieces;
  return pieces.length > 1 ? new Uint8Array(Buffer.concat(pieces)) : first;
}
