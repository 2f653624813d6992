import type { AnyMachineSnapshot } from 'xstate';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../../src/machines/engine/asked.ts';
import {
  contactMachine,
  type ContactContext,
} from '../../../../src/machines/node/opening/contact-machine.ts';
import { start, step } from '../../../../src/machines/engine/step.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { frozen } from '../../../support/pure-frozen.ts';

class Contact {
  at = 0;
  snapshot: AnyMachineSnapshot;
  asked;

  constructor(seed = 7, address = 'b:1') {
    const begun = start(contactMachine, { address, seed });
    this.snapshot = frozen(begun.snapshot);
    this.asked = begun.asked;
  }

  get state(): unknown {
    return this.snapshot.value;
  }

  get backoffMs(): number {
    return (this.snapshot.context as ContactContext).backoffMs;
  }

  take(type: string): this {
    const stepped = step(contactMachine, this.snapshot, { type, at: this.at, turn: 1 } as never);
    this.snapshot = frozen(stepped.snapshot);
    this.asked = stepped.asked;
    return this;
  }

  /** One more failed dial, as far as the next try. */
  fail(how = 'contact.lost'): number {
    this.take(how);
    const { backoffMs } = this;
    this.take('xstate.after.backoff.contact.resting');
    return backoffMs;
  }
}

const due = tell('node', { type: 'contact.due', address: 'b:1' });
const failures = (contact: Contact, count: number) =>
  Array.from({ length: count }, () => contact.fail());

describe('a contact', () => {
  it('asks for a dial as soon as it is there', () => {
    const contact = new Contact();
    expect(contact.asked).toEqual([due]);
    expect(contact.state).toBe('wanting');
  });

  it('is content while it is linked, and asks for nothing', () => {
    const contact = new Contact().take('contact.linked');
    expect(contact.state).toBe('linked');
    expect(contact.asked).toEqual([]);
    expect(contact.take('contact.linked').asked).toEqual([]);
  });

  it('rests when its connection is lost, and asks again after its back-off', () => {
    const contact = new Contact().take('contact.linked').take('contact.lost');
    expect(contact.state).toBe('resting');
    expect(contact.asked).toEqual([
      {
        type: 'delay.start',
        id: 'xstate.after.backoff.contact.resting',
        delayMs: contact.backoffMs,
        event: 'xstate.after.backoff.contact.resting',
      },
    ]);
    contact.take('xstate.after.backoff.contact.resting');
    expect(contact.state).toBe('wanting');
    expect(contact.asked.at(-1)).toEqual(due);
  });

  it('stops resting when its peer comes by itself', () => {
    const contact = new Contact().take('contact.lost').take('contact.linked');
    expect(contact.state).toBe('linked');
    expect(contact.asked.map(({ type }) => type)).toEqual(['delay.cancel']);
  });

  it.each(['wanting', 'resting', 'linked'])('can be dropped while %s', (state) => {
    const contact = new Contact();
    if (state === 'resting') contact.take('contact.lost');
    if (state === 'linked') contact.take('contact.linked');
    expect(contact.state).toBe(state);
    expect(contact.take('contact.dropped').snapshot.status).toBe('done');
  });
});

describe('a contact that was turned away for a reason that lasts', () => {
  const refusals = (contact: Contact, count: number) =>
    Array.from({ length: count }, () => contact.fail('contact.refused'));

  it('rests for limits.refusedBackoffMs, by chance between half and all of it', () => {
    const rests = Array.from({ length: 100 }, (_, seed) => refusals(new Contact(seed), 1)[0]!);
    expect(Math.min(...rests)).toBeGreaterThanOrEqual(limits.refusedBackoffMs / 2);
    expect(Math.max(...rests)).toBeLessThanOrEqual(limits.refusedBackoffMs);
    expect(Math.max(...rests)).toBeGreaterThan(limits.refusedBackoffMs * 0.9);
  });

  it('does so each time, and no longer than that', () => {
    for (const ms of refusals(new Contact(), 20)) {
      expect(ms).toBeGreaterThanOrEqual(limits.refusedBackoffMs / 2);
      expect(ms).toBeLessThanOrEqual(limits.refusedBackoffMs);
    }
  });

  it('does so also when it loses the connection it had for such a reason', () => {
    const contact = new Contact().take('contact.linked').take('contact.refused');
    expect(contact.state).toBe('resting');
    expect(contact.backoffMs).toBeGreaterThanOrEqual(limits.refusedBackoffMs / 2);
  });

  it('is as impatient as before once it fails for another reason, or was linked', () => {
    const failed = new Contact();
    refusals(failed, 1);
    expect(failed.fail()).toBeLessThanOrEqual(limits.backoffMinMs * 4);

    const linked = new Contact();
    refusals(linked, 1);
    linked.take('contact.linked');
    expect(linked.fail()).toBeLessThanOrEqual(limits.backoffMinMs * 4);
  });
});

describe('the back-off', () => {
  it('doubles, by chance between half and all of it, from limits.backoffMinMs on', () => {
    for (const [index, ms] of failures(new Contact(), 5).entries()) {
      const longest = limits.backoffMinMs * 2 ** (index + 1);
      expect(ms).toBeGreaterThanOrEqual(longest / 2);
      expect(ms).toBeLessThanOrEqual(longest);
    }
    const firsts = Array.from({ length: 200 }, (_, seed) => new Contact(seed).fail());
    expect(Math.min(...firsts)).toBeGreaterThanOrEqual(limits.backoffMinMs);
    expect(Math.min(...firsts)).toBeLessThan(limits.backoffMinMs * 1.05);
    expect(Math.max(...firsts)).toBeGreaterThan(limits.backoffMinMs * 1.95);
  });

  it('never takes longer than limits.backoffMaxMs, however often it failed', () => {
    const later = failures(new Contact(), 60).slice(10);
    expect(Math.max(...later)).toBeLessThanOrEqual(limits.backoffMaxMs);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(limits.backoffMaxMs / 2);
  });

  it('is the same for the same seed, and another for another seed or address', () => {
    const first = failures(new Contact(7), 8);
    expect(failures(new Contact(7), 8)).toEqual(first);
    expect(failures(new Contact(8), 8)).not.toEqual(first);
    expect(failures(new Contact(7, 'c:1'), 8)).not.toEqual(first);
  });

  it('goes on growing when connections are short', () => {
    const contact = new Contact();
    failures(contact, 4);
    contact.take('contact.linked');
    contact.at += limits.backoffMaxMs * 1000 - 1;
    expect(contact.fail()).toBeGreaterThanOrEqual(limits.backoffMinMs * 2 ** 4);
  });

  it('begins anew once a connection held for limits.backoffMaxMs', () => {
    const contact = new Contact();
    failures(contact, 4);
    contact.take('contact.linked');
    contact.at += limits.backoffMaxMs * 1000;
    const ms = contact.fail();
    expect(ms).toBeGreaterThanOrEqual(limits.backoffMinMs);
    expect(ms).toBeLessThanOrEqual(limits.backoffMinMs * 2);
  });
});
