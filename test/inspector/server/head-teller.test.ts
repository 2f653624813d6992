import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { HeadTeller } from '../../../src/inspector/server/head-teller.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { ShownFilm } from '../../support/shown-film.ts';

describe('the teller of heads', () => {
  it('begins with the whole head, and goes on with each that is new', () => {
    const { film, clock, page } = told();
    expect(page.heads).toEqual([0]);
    film.goTo(7);
    clock.run(inspectorLimits.tellEveryMs * 1_000);
    expect(page.heads).toEqual([0, 7]);
  });

  it('tells the newest of many, and not more often than a page can show', () => {
    const { film, clock, page } = told();
    for (let turn = 1; turn <= 1_000; turn += 1) {
      film.goTo(turn);
      clock.run(clock.now() + 1_000);
    }
    clock.run(clock.now() + inspectorLimits.tellEveryMs * 1_000);
    expect(page.heads.at(-1)).toBe(1_000);
    expect(page.heads.length).toBeLessThanOrEqual(2 + 1_000 / inspectorLimits.tellEveryMs);
    expect(page.heads.length).toBeGreaterThan(1_000 / inspectorLimits.tellEveryMs / 2);
  });

  it('keeps for a page that does not read no more than fits its queue, and the newest head', () => {
    const { film, clock, page } = told();
    page.stop();
    const faults = Array.from({ length: 100 }, () => fault);
    for (let turn = 1; turn <= 100; turn += 1) {
      film.goTo(turn, { faults });
      clock.run(clock.now() + inspectorLimits.tellEveryMs * 1_000);
    }
    const head = JSON.stringify(film.head).length;
    const { writableLength } = page;
    expect(writableLength).toBeGreaterThanOrEqual(inspectorLimits.pageQueueBytesMax);
    expect(writableLength).toBeLessThan(inspectorLimits.pageQueueBytesMax + head + 100);
    page.goOn();
    expect(page.heads.at(-1)).toBe(100);
    expect(page.heads.length).toBeLessThan(50);
  });

  it('lets a page go that takes nothing, and no other', () => {
    const { clock, page, film } = told();
    page.stop();
    film.goTo(1, { faults: Array.from({ length: 2_000 }, () => fault) });
    clock.run(inspectorLimits.pageBeatMs * 1_000 * 2 - 1);
    expect(page.destroyed).toBe(false);
    clock.run(inspectorLimits.pageBeatMs * 1_000 * 2);
    expect(page.destroyed).toBe(true);
    const { clock: other, page: reading } = told();
    other.run(inspectorLimits.pageBeatMs * 1_000 * 10);
    expect([reading.destroyed, reading.beats]).toEqual([false, 10]);
  });
});

const fault = {
  kind: 'damage',
  code: 'bad-checksum',
  text: 'x'.repeat(200),
  fromTurn: 1,
  toTurn: 2,
  segment: 0,
  offset: 0,
  bytes: 1,
} as const;

function told() {
  const film = new ShownFilm();
  const clock = new VirtualClock();
  const page = new Page();
  new HeadTeller(film, clock).tell(page);
  clock.run(0);
  return { film, clock, page };
}

/** What a page has heard, and one that can stop to listen. */
class Page extends Writable {
  heads: number[] = [];
  beats = 0;
  #resume: (() => void) | null = null;
  #isStopped = false;

  constructor() {
    super({ highWaterMark: inspectorLimits.pageQueueBytesMax, decodeStrings: false });
  }

  override _write(text: string, _: BufferEncoding, done: () => void): void {
    const [, data] = /^event: head\ndata: (.*)\n\n$/.exec(text) ?? [];
    if (data === undefined) this.beats += 1;
    else this.heads.push((JSON.parse(data) as { lastTurn: number }).lastTurn);
    if (this.#isStopped) this.#resume = done;
    else done();
  }

  stop(): void {
    this.#isStopped = true;
  }

  goOn(): void {
    this.#isStopped = false;
    this.#resume?.();
  }
}
