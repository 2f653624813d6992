import { setImmediate } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { NodeStream } from '../../../src/node/face/node-stream.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('a stream of a node', () => {
  it('can be subscribed to, and be read in a loop', async () => {
    const { source$, stream } = newStream('all');
    const subscribed: number[] = [];
    stream.subscribe((value) => subscribed.push(value));
    const read = readAll(stream);
    for (const value of [1, 2, 3]) source$.next(value);
    source$.complete();
    expect([subscribed, await read]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('keeps what comes while its reader is busy', async () => {
    const { source$, stream } = newStream('all');
    const reader = stream[Symbol.asyncIterator]();
    const first = reader.next();
    source$.next(1);
    expect(await first).toEqual({ done: false, value: 1 });
    source$.next(2);
    source$.next(3);
    await setImmediate();
    expect([await reader.next(), await reader.next()]).toEqual([
      { done: false, value: 2 },
      { done: false, value: 3 },
    ]);
  });

  it('fails a reader that has limits.iteratorEventsMax unread and gets one more, after these', async () => {
    const { source$, stream } = newStream('all');
    const fits = stream[Symbol.asyncIterator]();
    const tooMany = stream[Symbol.asyncIterator]();
    const begun = [fits.next(), tooMany.next()];
    source$.next(0);
    await Promise.all(begun);
    for (let n = 1; n <= limits.iteratorEventsMax; n += 1) source$.next(n);
    expect(await fits.return()).toEqual({ done: true, value: undefined });
    expect(source$.observed).toBe(true);
    source$.next(limits.iteratorEventsMax + 1);
    expect(source$.observed).toBe(false);
    for (let n = 1; n <= limits.iteratorEventsMax; n += 1) {
      expect((await tooMany.next()).value).toBe(n);
    }
    await expect(tooMany.next()).rejects.toMatchObject({ name: 'NodeError', code: 'too-slow' });
  });

  it('fails a reader that has more than limits.iteratorTextUnitsMax of text unread', async () => {
    const { source$, stream } = newStream('all', (value) => value);
    const reader = stream[Symbol.asyncIterator]();
    const first = reader.next();
    source$.next(limits.iteratorTextUnitsMax);
    expect((await first).value).toBe(limits.iteratorTextUnitsMax);
    const [most, least] = [limits.iteratorTextUnitsMax - 1, 1];
    for (const value of [most, least]) source$.next(value);
    expect(source$.observed).toBe(true);
    source$.next(least);
    expect(source$.observed).toBe(false);
    expect([await reader.next(), await reader.next()]).toMatchObject([
      { value: most },
      { value: least },
    ]);
    await expect(reader.next()).rejects.toMatchObject({ name: 'NodeError', code: 'too-slow' });
  });

  it('of states keeps only the newest for a reader that is busy', async () => {
    const { source$, stream } = newStream('newest');
    const reader = stream[Symbol.asyncIterator]();
    const first = reader.next();
    source$.next(1);
    await first;
    for (const value of [2, 3, 4]) source$.next(value);
    expect(await reader.next()).toEqual({ done: false, value: 4 });
  });

  it('is let go of by a reader that leaves its loop', async () => {
    const { source$, stream } = newStream('all');
    const left = (async () => {
      for await (const value of stream) if (value === 2) return value;
      return null;
    })();
    source$.next(1);
    source$.next(2);
    expect(await left).toBe(2);
    expect(source$.observed).toBe(false);
  });
});

function newStream(keeps: 'all' | 'newest', unitsIn?: (value: number) => number) {
  const source$ = new Subject<number>();
  const stream = new NodeStream<number>(keeps, (reader) => source$.subscribe(reader), unitsIn);
  return { source$, stream };
}

async function readAll(stream: AsyncIterable<number>): Promise<number[]> {
  const values: number[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
