import { Observable, type Subscriber } from 'rxjs';
import type { Lead } from '../protocol/messages.ts';
import type { Clock } from '../streams/clock.ts';
import { encodeLanCall } from '../streams/lan-call.ts';
import { LanEar, type LanName } from '../streams/lan-ear.ts';
import type { Lan } from '../streams/lan.ts';

/** The one local network of all hosts: a call is heard by everybody whom it reaches, a moment later. */
export class VirtualLan {
  readonly #clock: Clock;
  readonly #latencyUs: number;
  readonly #isHeld: (from: string, to: string) => boolean;
  readonly #open = new Set<Open>();

  constructor({ clock, latencyUs, isHeld }: LanAround) {
    this.#clock = clock;
    this.#latencyUs = latencyUs;
    this.#isHeld = isHeld;
  }

  /** How many listen to it. */
  get listeners(): number {
    return this.#open.size;
  }

  of(host: string, name: LanName): Lan {
    const ear = new LanEar(name, () => this.#clock.now());
    let own: Open | null = null;
    return {
      heard$: new Observable((subscriber) => {
        const open = { host, ear, subscriber };
        own = open;
        this.#open.add(open);
        return () => {
          this.#open.delete(open);
          own = null;
        };
      }),
      call: (port) => {
        if (own !== null) this.#carry(own, encodeLanCall({ ...name, port }));
      },
    };
  }

  #carry({ host }: Open, datagram: Uint8Array): void {
    this.#clock.at(this.#clock.now() + this.#latencyUs, () => {
      for (const { host: to, ear, subscriber } of this.#open) {
        const lead = this.#isHeld(host, to) ? null : ear.hear(datagram, host);
        if (lead !== null) subscriber.next(lead);
      }
    });
  }
}

interface LanAround {
  readonly clock: Clock;
  readonly latencyUs: number;
  /** Nothing gets from one host to the other. */
  readonly isHeld: (from: string, to: string) => boolean;
}

interface Open {
  readonly host: string;
  readonly ear: LanEar;
  readonly subscriber: Subscriber<Lead>;
}
