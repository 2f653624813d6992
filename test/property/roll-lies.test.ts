import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import * as rolls from '../../src/overlay/roll.ts';
import type { Roll, RollChange } from '../../src/overlay/roll.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Lead } from '../../src/protocol/messages.ts';

/**
 * Law: whatever others claim and report, in whatever order, a seed node tells of those alone whom it has found itself,
 * and of each of these for as long as they renew.
 */
it('a seed node tells the truth, whatever it is told', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 120 }), fc.nat(), (events, seed) => {
      const play = new Play(seed);
      for (const event of events) play.take(event);
      play.settle();
    }),
  );
});

const honest: readonly Lead[] = ['alice', 'bob', 'carol'].map((id, n) => ({
  id,
  address: `10.0.0.${n + 1}:9001`,
}));
const everyMs = limits.enrolIntervalMs;

type Event =
  | { readonly type: 'report'; readonly whom: number; readonly host: number }
  /** Somebody says that they listen where nobody does. */
  | { readonly type: 'claim'; readonly who: number; readonly address: string }
  /** What came of one of the dials under way. */
  | { readonly type: 'verdict'; readonly which: number; readonly isMade: boolean }
  | { readonly type: 'lost'; readonly whom: number }
  | { readonly type: 'wait'; readonly ms: number };

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constant('report'), whom: fc.nat(4), host: fc.nat(3) } as const),
  fc.record({
    type: fc.constant('claim'),
    who: fc.nat(30),
    address: fc.constantFrom('10.0.0.1:9001', '10.0.0.9:9001', '127.0.0.1:9', '192.0.2.1:9', ''),
  } as const),
  fc.record({ type: fc.constant('verdict'), which: fc.nat(20), isMade: fc.boolean() } as const),
  fc.record({ type: fc.constant('lost'), whom: fc.nat(4) } as const),
  fc.record({ type: fc.constant('wait'), ms: fc.nat(2 * everyMs) } as const),
);

class Play {
  #roll: Roll;
  #at = 0;
  #dials: Lead[] = [];
  #renewedAt = 0;

  constructor(seed: number) {
    this.#roll = rolls.newRoll(seed);
    this.#renew();
  }

  take(event: Event): void {
    switch (event.type) {
      case 'report': {
        const { id } = honest[event.whom] ?? { id: `liar-${event.whom}` };
        this.#change(rolls.report(this.#roll, id, `10.0.1.${event.host}:5`, this.#at));
        break;
      }
      case 'claim': {
        const lead = { id: `liar-${event.who}`, address: event.address };
        this.#change(rolls.enrol(this.#roll, { lead, everyMs, from: '10.0.1.1:5' }, this.#at));
        break;
      }
      case 'verdict':
        this.#settleOne(event.which, event.isMade);
        break;
      case 'lost':
        if (honest[event.whom]) {
          this.#change(rolls.release(this.#roll, honest[event.whom]!.id, 'lost', this.#at));
        }
        break;
      case 'wait':
        this.#wait(event.ms);
    }
    this.#judge();
  }

  /** All dials come to an end, and those who were put off have another chance. */
  settle(): void {
    while (this.#dials.length > 0) this.#settleOne(0, true);
    for (let period = 0; period < HEALED_PERIODS; period += 1) this.#wait(everyMs);
    while (this.#dials.length > 0) this.#settleOne(0, true);
    expect(this.#told()).toEqual(honest.map(({ id }) => id));
  }

  #settleOne(which: number, isMade: boolean): void {
    const [lead] = this.#dials.splice(which % Math.max(1, this.#dials.length), 1);
    if (lead === undefined) return;
    if (!isMade) return this.#change(rolls.putOff(this.#roll, lead));
    this.#change((isTrue(lead) ? rolls.verified : rolls.refuted)(this.#roll, lead));
  }

  #wait(ms: number): void {
    const until = this.#at + ms * 1_000;
    while (this.#renewedAt + everyMs * 1_000 <= until) {
      this.#at = this.#renewedAt + everyMs * 1_000;
      this.#expire();
      this.#renew();
    }
    this.#at = until;
    this.#expire();
  }

  #renew(): void {
    this.#renewedAt = this.#at;
    for (const lead of honest) {
      this.#change(rolls.enrol(this.#roll, { lead, everyMs, from: lead.address }, this.#at));
    }
  }

  #expire(): void {
    const dueAt = rolls.dueAt(this.#roll);
    if (dueAt !== null && dueAt <= this.#at) this.#change(rolls.due(this.#roll, this.#at));
    expect(rolls.dueAt(this.#roll) ?? Infinity).toBeGreaterThan(this.#at);
  }

  #change([roll, asked]: RollChange): void {
    const before = this.#told();
    this.#roll = roll;
    this.#dials.push(...asked.map(({ lead }) => lead));
    expect(this.#told()).toEqual(expect.arrayContaining(before));
  }

  #judge(): void {
    const { entries, looking, waiting } = this.#roll;
    expect(this.#dials.map(({ id }) => id).toSorted()).toEqual([...looking.keys()].toSorted());
    expect(looking.size).toBeLessThanOrEqual(limits.probesAtOnceMax);
    expect(waiting).toBe([...entries.values()].filter((entry) => entry.wantedAt !== null).length);
    if (waiting > 0) expect(this.#dials.length).toBeGreaterThan(0);
  }

  #told(): string[] {
    const [, leads] = rolls.sample(this.#roll, '', limits.rollSampleMax);
    expect(leads.filter((lead) => !isTrue(lead))).toEqual([]);
    return leads.map(({ id }) => id).toSorted();
  }
}

/** Until a budget that was used up lets everybody be looked at. */
const HEALED_PERIODS = 3;

function isTrue({ id, address }: Lead): boolean {
  return honest.some((lead) => lead.id === id && lead.address === address);
}
