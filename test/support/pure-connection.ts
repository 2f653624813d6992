import type { AnyMachineSnapshot } from 'xstate';
import type { Asked } from '../../src/machines/engine/asked.ts';
import type {
  ConnectionContext,
  ConnectionInput,
} from '../../src/machines/connection/connection-context.ts';
import type { FromOutside } from '../../src/machines/connection/connection-events.ts';
import { connectionMachine } from '../../src/machines/connection/connection-machine.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import { start, step, type Stepped } from '../../src/machines/engine/step.ts';
import type { ToConnection } from '../../src/machines/engine/told.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Hello, Proof, Text } from '../../src/protocol/messages.ts';
import { configOf, idOf } from './pure-config.ts';
import { frozen } from './pure-frozen.ts';

export type ConnectionHears = FromOutside | ToConnection;

/** One connection machine with its timers and nothing around it; what it asks for is what a call gives. */
export class PureConnection {
  at = 1_000_000;
  guard: string | null = null;
  #snapshot: AnyMachineSnapshot;
  #timers: readonly { readonly id: string; readonly due: number; readonly event: string }[] = [];
  readonly begun: readonly Asked[];

  constructor(changes: Partial<ConnectionInput> = {}) {
    const input: ConnectionInput = {
      link: 'o1',
      address: 'b:1',
      inbound: false,
      dial: 1,
      config: configOf('a'),
      listening: ['a:1'],
      purpose: 'stay',
      until: null,
      ...changes,
    };
    const stepped = start(connectionMachine, input);
    this.#snapshot = frozen(stepped.snapshot);
    this.begun = this.#keep(stepped);
  }

  get state(): string {
    return stateName(this.#snapshot);
  }

  get context(): ConnectionContext {
    return this.#snapshot.context as ConnectionContext;
  }

  get isOver(): boolean {
    return this.#snapshot.status === 'done';
  }

  take(...events: readonly ConnectionHears[]): readonly Asked[] {
    const asked: Asked[] = [];
    for (const event of events) asked.push(...this.#step(event));
    return asked;
  }

  /** Lets time pass, and timers fire when they are due. */
  wait(ms: number): readonly Asked[] {
    const until = this.at + ms * 1000;
    const asked: Asked[] = [];
    for (;;) {
      const [next] = this.#timers.toSorted((a, b) => a.due - b.due);
      if (next === undefined || next.due > until || this.isOver) break;
      this.at = next.due;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      asked.push(...this.#step({ type: next.event }));
    }
    this.at = until;
    return asked;
  }

  /** How long until the next timer, if nothing happens. */
  get msToTimer(): number {
    return (Math.min(...this.#timers.map(({ due }) => due)) - this.at) / 1000;
  }

  #step(event: { readonly type: string }): readonly Asked[] {
    const stamped = { ...event, at: this.at, turn: 1 };
    const stepped = step(connectionMachine, this.#snapshot, stamped);
    this.#snapshot = frozen(stepped.snapshot);
    this.guard = stepped.guard;
    return this.#keep(stepped);
  }

  #keep({ asked }: Stepped): readonly Asked[] {
    const rest: Asked[] = [];
    for (const one of asked) {
      if (one.type === 'delay.cancel') this.#timers = this.#without(one.id);
      else if (one.type === 'delay.start') {
        const due = this.at + one.delayMs * 1000;
        this.#timers = [...this.#without(one.id), { id: one.id, due, event: one.event }];
      } else rest.push(one);
    }
    return rest;
  }

  #without(id: string) {
    return this.#timers.filter((timer) => timer.id !== id);
  }
}

export function helloOf(letter: string, changes: Partial<Hello> = {}): Hello {
  return {
    kind: 'hello',
    version: 1,
    network: 'test',
    id: idOf(letter),
    instance: { boot: 1, nonce: 1 },
    nonce: new Uint8Array(16),
    dial: 0,
    name: letter,
    addresses: [`${letter}:1`],
    capabilities: [],
    purpose: 'stay',
    ...changes,
  };
}

export const opened: ConnectionHears = { type: 'link.opened', address: 'b:1' };
export const secured: ConnectionHears = { type: 'link.secured', peer: idOf('b') };
export const drawn: ConnectionHears = { type: 'random.drawn', bytes: new Uint8Array(16) };
export const ended: ConnectionHears = { type: 'link.ended' };
export const reset: ConnectionHears = { type: 'link.closed', code: 'reset' };
export const welcome: ConnectionHears = { type: 'welcome' };
export const accepted: ConnectionHears = { type: 'peer.accepted', ignored: false };
export const greeted: ConnectionHears = { type: 'hello', message: helloOf('b') };
export const nothingShown: Proof = {
  kind: 'proof',
  key: new Uint8Array(0),
  signature: new Uint8Array(0),
  tag: new Uint8Array(0),
};
export const shown: ConnectionHears = { type: 'proof', message: nothingShown };
export const judged: ConnectionHears = { type: 'link.judged', fault: null };
/** The peer has said who it is, and shown it. */
export const proven: readonly ConnectionHears[] = [greeted, shown, judged];

export function pong(token: number): ConnectionHears {
  return { type: 'pong', message: { kind: 'pong', token } };
}

export function receipt(taken: number): ConnectionHears {
  return { type: 'receipt', message: { kind: 'receipt', taken } };
}

export function bye(code: string, text = ''): ConnectionHears {
  return { type: 'bye', message: { kind: 'bye', code, text } };
}

export function textOf(sequence: number, bytes = 2): Text {
  return { kind: 'text', sequence, body: new Body(new Uint8Array(bytes)) };
}

export function textsFrom(first: number, count: number, bytes = 2): readonly Text[] {
  const source = new Uint8Array(bytes);
  return Array.from({ length: count }, (_, index) => ({
    kind: 'text',
    sequence: first + index,
    body: new Body(source),
  }));
}

/** A dialled connection that waits for the peer's hello. */
export function greeting(): PureConnection {
  const connection = new PureConnection();
  connection.take(opened, secured, drawn);
  return connection;
}

/** Both have welcomed each other, and the first ping is out. */
export function established(): PureConnection {
  const connection = greeting();
  connection.take(...proven, accepted, welcome);
  return connection;
}

/** The first ping has come back after so long. */
export function quiet(roundTripMs = 20): PureConnection {
  const connection = established();
  connection.wait(roundTripMs);
  connection.take(pong(1));
  return connection;
}
