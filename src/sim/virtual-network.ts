import { Observable, type Subscriber } from 'rxjs';
import { type Address, parseAddress } from '../protocol/address.ts';
import type { ListenCode } from '../protocol/inputs.ts';
import type { Cancel, Clock } from '../streams/clock.ts';
import type { Link } from '../streams/link.ts';
import type { DialEvent, ListenEvent, Network } from '../streams/network.ts';

/** The network as one host has it, from its start to its crash; the switchboard is what is between. */
export class VirtualNetwork implements Network {
  readonly host: string;
  readonly #clock: Clock;
  readonly #carryDial: CarryDial;
  readonly #listeners = new Map<number, Subscriber<ListenEvent>>();
  #dials = 0;
  #nextPort = EPHEMERAL_PORT_MIN;
  #isOver = false;

  constructor(host: string, clock: Clock, carryDial: CarryDial) {
    this.host = host;
    this.#clock = clock;
    this.#carryDial = carryDial;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Dials that were neither answered nor given up. */
  get dials(): number {
    return this.#dials;
  }

  listen(host: string, port: number): Observable<ListenEvent> {
    return new Observable((subscriber) => {
      if (this.#isOver) return;
      const bound = port === 0 ? this.freePort() : port;
      const refusal = this.#refusal(host, bound);
      if (refusal === null) this.#listeners.set(bound, subscriber);
      this.#soon(() => {
        if (refusal === null)
          return subscriber.next({ type: 'listening', host: this.host, port: bound });
        subscriber.next({ type: 'failed', ...refusal });
        subscriber.complete();
      });
      return () => {
        if (this.#listeners.get(bound) === subscriber) this.#listeners.delete(bound);
      };
    });
  }

  dial(address: string): Observable<DialEvent> {
    return new Observable((subscriber) => {
      if (this.#isOver) return;
      let isOpen = true;
      const close = () => {
        if (isOpen) this.#dials--;
        isOpen = false;
      };
      const answer = (event: DialEvent) => {
        if (!isOpen || this.#isOver) return;
        close();
        subscriber.next(event);
        subscriber.complete();
      };
      this.#dials++;
      const cancel = this.#carry(parseAddress(address), answer);
      return () => {
        if (isOpen) cancel();
        close();
      };
    });
  }

  accept(port: number, link: Link): void {
    this.#listeners.get(port)?.next({ type: 'accepted', link });
  }

  hasListener(port: number): boolean {
    return this.#listeners.has(port);
  }

  freePort(): number {
    while (this.#listeners.has(this.#nextPort)) this.#nextPort++;
    return this.#nextPort++;
  }

  /** Everything stops, and nobody here is told. */
  crash(): void {
    this.#isOver = true;
    this.#dials = 0;
    this.#listeners.clear();
  }

  #carry(target: Address | null, answer: (event: DialEvent) => void): Cancel {
    if (target !== null) return this.#carryDial(this, target, answer);
    this.#clock.soon(() => answer({ type: 'failed', code: 'bad-address' }));
    return () => {};
  }

  #refusal(host: string, port: number): { code: ListenCode; text: string } | null {
    if (this.#listeners.has(port)) return { code: 'port-busy', text: `port ${port} is taken` };
    if (host === this.host || LOCAL_HOSTS.has(host)) return null;
    return { code: 'listen-failed', text: `${host} is not here` };
  }

  #soon(callback: () => void): void {
    this.#clock.soon(() => {
      if (!this.#isOver) callback();
    });
  }
}

/** Takes a dial to where it leads; returns how to give it up. */
export type CarryDial = (
  dialler: VirtualNetwork,
  target: Address,
  answer: (event: DialEvent) => void,
) => Cancel;

/** How a host calls itself. */
export const LOCAL_HOSTS: ReadonlySet<string> = new Set([
  'localhost',
  '127.0.0.1',
  '::1',
  '0.0.0.0',
  '::',
]);
const EPHEMERAL_PORT_MIN = 49_152;
