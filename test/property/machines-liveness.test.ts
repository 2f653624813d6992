import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/machines/engine/asked.ts';
import { limits } from '../../src/protocol/limits.ts';
import {
  type ConnectionHears,
  pong,
  type PureConnection,
  quiet,
  receipt,
  textsFrom,
} from '../support/pure-connection.ts';

const SLOWEST = limits.slowestBytesPerSecond;

/** What the user says, and how long after the text before. */
const anyTalk = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 20_000 })),
    bytes: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: limits.bodyBytesMax })),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('a peer on the slowest line there may be', () => {
  // Whatever is said and when: a line that carries `slowestBytesPerSecond` is never taken for silence.
  it('is never given up', () => {
    fc.assert(
      fc.property(anyTalk, (talk) => {
        const line = new Line(Infinity);
        line.say(talk);
        line.run(200_000);
        expect(line.connection.isOver).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a peer that freezes', () => {
  // Whenever that is and whatever is on its way: the time for what precedes a ping is granted once.
  it('is given up once the slowest line would have carried all, and one round of pings is over', () => {
    fc.assert(
      fc.property(anyTalk, fc.nat({ max: 60_000 }), (talk, freezesMs) => {
        const line = new Line(freezesMs);
        line.say(talk);
        line.run(freezesMs);
        const { outgoing, roundTrip } = line.connection.context;
        const patienceMs = Math.max(
          limits.pongTimeoutMinMs,
          Math.min(
            limits.pongTimeoutMaxMs,
            Math.ceil((roundTrip.smoothedUs + 4 * roundTrip.variationUs) / 1_000),
          ),
        );
        const roundMs = limits.pingIntervalMs + (2 + limits.probesMax) * patienceMs;
        line.run(Math.ceil((outgoing.bytes * 1_000) / SLOWEST) + roundMs + 1);
        expect(line.connection.isOver).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** A quiet connection, and a peer behind a line of so many bytes a second that may freeze: then nothing comes any more. */
class Line {
  readonly connection: PureConnection = quiet();
  readonly #startsAt = this.connection.at;
  readonly #freezesAt: number;
  readonly #arriving: { readonly at: number; readonly event: ConnectionHears }[] = [];
  #freeAt = 0;
  #said = 0;
  #taken = 0;

  constructor(freezesMs: number) {
    this.#freezesAt = this.#startsAt + freezesMs * 1_000;
  }

  say(talk: readonly { readonly afterMs: number; readonly bytes: number }[]): void {
    let at = this.#startsAt;
    for (const { afterMs, bytes } of talk) {
      at += afterMs * 1_000;
      if (at >= this.#freezesAt) break;
      const texts = textsFrom((this.#said += 1), 1, bytes);
      this.#arriving.push({ at, event: { type: 'send', texts } });
    }
  }

  run(ms: number): void {
    const { connection } = this;
    const until = connection.at + ms * 1_000;
    while (!connection.isOver && connection.at < until) {
      const next = this.#arriving.toSorted((a, b) => a.at - b.at)[0];
      const timerAt = connection.at + connection.msToTimer * 1_000;
      const stop = Math.min(until, timerAt, next?.at ?? Infinity);
      this.#carry(connection.wait((stop - connection.at) / 1_000));
      if (next === undefined || next.at > connection.at) continue;
      this.#arriving.splice(this.#arriving.indexOf(next), 1);
      this.#carry(connection.take(next.event));
    }
  }

  /** Bodies take their time, one after the other; whatever answers them comes at once. */
  #carry(asked: readonly Asked[]): void {
    const messages = asked.flatMap((one) => (one.type === 'link.send' ? one.messages : []));
    for (const message of messages) {
      const bytes = message.kind === 'text' ? message.body.length : 0;
      const begins = Math.max(this.#freeAt, this.connection.at);
      this.#freeAt = begins + Math.ceil((bytes * 1_000_000) / SLOWEST);
      if (this.#freeAt >= this.#freezesAt) continue;
      const at = this.#freeAt;
      if (message.kind === 'ping') this.#arriving.push({ at, event: pong(message.token) });
      if (message.kind === 'text') {
        this.#arriving.push({ at, event: receipt((this.#taken += 1)) });
      }
    }
  }
}
