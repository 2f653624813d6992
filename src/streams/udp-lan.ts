import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces, platform } from 'node:os';
import { Observable, type Subscriber } from 'rxjs';
import { limits } from '../protocol/limits.ts';
import type { Lead } from '../protocol/messages.ts';
import type { Clock } from './clock.ts';
import { encodeLanCall } from './lan-call.ts';
import { LanEar, type LanName } from './lan-ear.ts';
import { isLoopback, lanInterfaces } from './lan-interfaces.ts';
import type { Lan } from './lan.ts';

/**
 * Calls by multicast, which no router passes on (TTL 1). One socket hears for all interfaces, and each of them
 * has one that calls, so that a call comes from the address at which its node can be dialled. Who listens on
 * loopback only calls there, and hears nobody from elsewhere.
 */
export class UdpLan implements Lan {
  readonly heard$: Observable<Lead>;
  readonly #setting: UdpLanSetting;
  readonly #interfaces: readonly string[];
  readonly #ear: LanEar;
  readonly #callers = new Set<Socket>();
  #hasTold = false;

  constructor(setting: UdpLanSetting) {
    this.#setting = setting;
    this.#interfaces = lanInterfaces(setting.host, networkInterfaces());
    this.#ear = new LanEar(setting.name, () => setting.clock.now());
    this.heard$ = new Observable((subscriber) => this.#open(subscriber));
  }

  call(port: number): void {
    const datagram = encodeLanCall({ ...this.#setting.name, port });
    for (const caller of this.#callers) {
      caller.send(datagram, this.#port, GROUP, (error) => {
        if (error !== null) this.#tell(error);
      });
    }
  }

  get #port(): number {
    return this.#setting.port ?? PORT;
  }

  #open(subscriber: Subscriber<Lead>): () => void {
    const listener = createSocket({ type: 'udp4', reuseAddr: true });
    for (const address of this.#interfaces) this.#openCaller(address);
    const fail = (error: Error): void => {
      if (subscriber.closed) return;
      this.#tell(error);
      subscriber.complete();
    };
    listener.on('error', fail);
    listener.on('message', (datagram, { address }) => {
      const lead = this.#isNear(address) ? this.#ear.hear(datagram, address) : null;
      if (lead !== null) subscriber.next(lead);
    });
    // On Windows a socket cannot be bound to a group, and hears what is sent to it alone, too.
    const address = platform() === 'win32' ? '0.0.0.0' : GROUP;
    listener.bind({ port: this.#port, address, exclusive: true }, () => {
      const failed = this.#interfaces.map((each) =>
        attempt(() => listener.addMembership(GROUP, each)),
      );
      const isDeaf = failed.every((error) => error !== null);
      if (isDeaf) fail(failed[0] ?? new Error(`${this.#setting.host} is no address of IPv4`));
    });
    return () => {
      attempt(() => listener.close());
      for (const caller of this.#callers) this.#close(caller);
    };
  }

  /** What it is given before it is bound, it sends then. */
  #openCaller(address: string): void {
    const caller = createSocket({ type: 'udp4' });
    this.#callers.add(caller);
    const fail = (error: Error): void => {
      this.#tell(error);
      this.#close(caller);
    };
    caller.on('error', fail);
    caller.bind({ port: 0, address, exclusive: true }, () => {
      const error = attempt(() => {
        caller.setMulticastInterface(address);
        caller.setMulticastTTL(1);
        caller.setMulticastLoopback(true);
      });
      if (error !== null) fail(error);
    });
  }

  #close(caller: Socket): void {
    this.#callers.delete(caller);
    attempt(() => caller.close());
  }

  /** A system hands over what any of its programs has asked for, from whichever interface. */
  #isNear(address: string): boolean {
    return this.#interfaces.some((each) => isLoopback(each) === isLoopback(address));
  }

  /** It may go wrong with each call; to know it once is enough. */
  #tell({ message }: Error): void {
    if (this.#hasTold) return;
    this.#hasTold = true;
    this.#setting.tell(message.slice(0, limits.closeTextBytesMax));
  }
}

export interface UdpLanSetting {
  readonly name: LanName;
  /** Where the node listens. */
  readonly host: string;
  readonly clock: Clock;
  /** Why nobody is called or heard any more, or not everybody. */
  readonly tell: (why: string) => void;
  readonly port?: number;
}

/** Of those that are for use within one organization (RFC 2365). */
const GROUP = '239.192.112.116';
const PORT = 21_116;

function attempt(act: () => unknown): Error | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
