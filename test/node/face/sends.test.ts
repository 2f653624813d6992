import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sends } from '../../../src/node/face/sends.ts';
import { errorFor } from '../../../src/node/telling/node-error.ts';

const anyStep = fc.record({
  what: fc.constantFrom('add', 'add', 'accept', 'decline', 'delivered', 'undelivered'),
  to: fc.constantFrom('bob', 'carol'),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

describe('a promise for a text', () => {
  // Whatever is said of whom, in whatever order and however often, of texts that nobody waits for too:
  // each promise settles once, with the first word that is about it, or with the end.
  it('settles exactly once', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80, size: 'max' }), (steps) => {
        const play = new Play();
        for (const step of steps) {
          play.take(step);
          expect([play.sends.asked, play.sends.askedBytes]).toEqual(play.asked);
        }
        expect(play.heard).toEqual(play.expected);
        play.end();
        for (const step of steps) if (step.what !== 'add') play.take(step);
        play.end();
        expect(play.heard.toSorted()).toEqual(play.expected.toSorted());
        expect([play.sends.asked, play.sends.askedBytes]).toEqual([0, 0]);
      }),
    );
  });

  it('tells of an arrival what is known of it', () => {
    const sends = new Sends((sequence) => `alice/${sequence}`);
    const heard: unknown[] = [];
    const resolve = (delivery: unknown): number => heard.push(delivery);
    for (const number of [3, 4, 7]) sends.add(number, { bytes: 1, resolve, reject: resolve });
    sends.accept({ type: 'accepted', to: 'bob', ids: [3, 4, 7], sequences: [11, 12, 13] });
    const delivered = { type: 'report', event: 'delivered', to: 'bob', tookUs: 1_500 } as const;
    sends.tell({ ...delivered, sequences: [11], path: [] });
    sends.tell({ ...delivered, sequences: [12], path: ['carol', 'dan'] });
    expect(heard).toEqual([
      { messageId: 'alice/11', to: 'bob', hops: 1, ms: 1.5 },
      { messageId: 'alice/12', to: 'bob', hops: 3, path: ['carol', 'dan'], ms: 1.5 },
    ]);
  });

  it('tells of a failure who says so, and how far away that is', () => {
    const sends = new Sends((sequence) => `alice/${sequence}`);
    const heard: unknown[] = [];
    const reject = (error: unknown): number => heard.push(error);
    for (const number of [1, 2]) sends.add(number, { bytes: 1, resolve: reject, reject });
    sends.accept({ type: 'accepted', to: 'bob', ids: [1, 2], sequences: [1, 2] });
    const undelivered = { type: 'report', event: 'undelivered', to: 'bob' } as const;
    const where = 'c'.repeat(52);
    sends.tell({ ...undelivered, sequences: [1], code: 'broken-route', where, hops: 2 });
    sends.tell({ ...undelivered, sequences: [2], code: 'no-route', where: null, hops: null });
    const broken = 'the next node on the way cannot be reached, says @cccccccc, 2 hops away';
    expect(heard).toMatchObject([
      { code: 'broken-route', message: broken, where, hops: 2 },
      { code: 'no-route', message: 'nobody has found a way to the peer', where: undefined },
    ]);
  });
});

/** The same, with plain maps and a look at all of it. */
class Play {
  readonly sends = new Sends((sequence) => `${sequence}`);
  readonly heard: string[] = [];
  readonly expected: string[] = [];
  readonly #asked = new Set<number>();
  readonly #underway = new Map<number, { readonly number: number; readonly to: string }>();
  #numbers = 0;
  #sequences = 0;

  get asked(): readonly number[] {
    return [this.#asked.size, [...this.#asked].reduce((sum, number) => sum + number, 0)];
  }

  take({ what, to, picks }: Step): void {
    const some = (last: number): readonly number[] => picks.map((pick) => pick % (last + 2));
    if (what === 'add') this.#add((this.#numbers += 1));
    else if (what === 'accept') this.#accept(to, new Set(some(this.#numbers)));
    else if (what === 'decline') this.#decline(some(this.#numbers)[0]!);
    else this.#tell(what, to, some(this.#sequences));
  }

  end(): void {
    this.sends.end(() => errorFor('not-running'));
    const left = [...this.#underway.values()].map(({ number }) => number);
    for (const number of [...this.#asked, ...left]) this.expected.push(`${number} not-running`);
    this.#asked.clear();
    this.#underway.clear();
  }

  #add(number: number): void {
    this.#asked.add(number);
    this.sends.add(number, {
      bytes: number,
      resolve: ({ messageId }) => this.heard.push(`${number} as ${messageId}`),
      reject: ({ code }) => this.heard.push(`${number} ${code}`),
    });
  }

  #accept(to: string, numbers: ReadonlySet<number>): void {
    const ids = [...numbers].toSorted((a, b) => a - b);
    const sequences = ids.map(() => (this.#sequences += 1));
    this.sends.accept({ type: 'accepted', to, ids, sequences });
    for (const [index, number] of ids.entries()) {
      if (this.#asked.delete(number)) this.#underway.set(sequences[index]!, { number, to });
    }
  }

  #decline(id: number): void {
    const outcome = { ok: false, code: 'not-linked', text: '' } as const;
    const sending = this.sends.decline({ type: 'answer', id, command: 'send', outcome });
    sending?.reject(errorFor('not-linked'));
    if (this.#asked.delete(id)) this.expected.push(`${id} not-linked`);
  }

  #tell(event: 'delivered' | 'undelivered', to: string, sequences: readonly number[]): void {
    const type = 'report';
    if (event === 'delivered')
      this.sends.tell({ type, event, to, sequences, tookUs: 1_000, path: [] });
    else this.sends.tell({ type, event, to, sequences, code: 'reset', where: null, hops: null });
    for (const sequence of sequences) {
      const text = this.#underway.get(sequence);
      if (text?.to !== to) continue;
      this.#underway.delete(sequence);
      this.expected.push(`${text.number} ${event === 'delivered' ? `as ${sequence}` : 'reset'}`);
    }
  }
}
