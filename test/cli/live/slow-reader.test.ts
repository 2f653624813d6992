import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SlowReader } from '../../../src/cli/live/slow-reader.ts';
import { limits } from '../../../src/protocol/limits.ts';

const message = { event: 'message' } as const;

describe('a reader who does not read', () => {
  it('is told of everything while no more than limits.outputBytesMax waits', () => {
    const { reader } = readerWith(limits.outputBytesMax);
    expect(reader.takes(message)).toBe(true);
    expect(readerWith(limits.outputBytesMax + 1).reader.takes(message)).toBe(false);
  });

  it('still gets answers, errors, the state of the tape and the end', () => {
    const { reader } = readerWith(limits.outputBytesMax + 1);
    const events = ['answer', 'error', 'tape', 'connected', 'delivered', 'stopped'] as const;
    expect(events.filter((event) => reader.takes({ event }))).toEqual([
      'answer',
      'error',
      'tape',
      'stopped',
    ]);
  });

  it('gets no more than answers and the end beyond twice limits.outputBytesMax', () => {
    const { reader } = readerWith(2 * limits.outputBytesMax + 1);
    const events = ['answer', 'error', 'tape', 'stopped'] as const;
    expect(events.filter((event) => reader.takes({ event }))).toEqual(['answer', 'stopped']);
    expect(readerWith(2 * limits.outputBytesMax).reader.takes({ event: 'error' })).toBe(true);
  });

  it('is told how much it has missed once it has taken all, though nothing happens any more', async () => {
    const { stdout, reader, told } = readerWith(limits.outputBytesMax + 1);
    for (let n = 0; n < 3; n += 1) reader.takes(message);
    const drained = new Promise((resolve) => stdout.once('drain', resolve));
    stdout.resume();
    await drained;
    expect(told).toEqual([3]);
    expect(reader.takes(message)).toBe(true);
    expect(told).toEqual([3]);
  });

  it('goes on only below half of the limit, and says so before the next event', () => {
    const stdout = new Waiting();
    const told: number[] = [];
    const reader = new SlowReader(stdout, (leftOut) => told.push(leftOut));
    const takesAt = (bytes: number): boolean => {
      stdout.bytes = bytes;
      return reader.takes(message);
    };
    expect(takesAt(limits.outputBytesMax + 1)).toBe(false);
    expect(takesAt(limits.outputBytesMax / 2)).toBe(false);
    expect(told).toEqual([]);
    expect(takesAt(limits.outputBytesMax / 2 - 1)).toBe(true);
    expect(told).toEqual([2]);
    expect(takesAt(limits.outputBytesMax)).toBe(true);
  });

  it('finds what it has missed before the last line', () => {
    const { reader, told } = readerWith(limits.outputBytesMax + 1);
    reader.takes(message);
    expect(reader.takes({ event: 'stopped' })).toBe(true);
    expect(told).toEqual([1]);
  });
});

/** So much of it waits. */
class Waiting extends PassThrough {
  bytes = 0;

  constructor() {
    super();
    Object.defineProperty(this, 'writableLength', { get: () => this.bytes });
  }
}

function readerWith(bytes: number) {
  const stdout = new PassThrough({ readableHighWaterMark: 0 });
  stdout.write(Buffer.alloc(1));
  const told: number[] = [];
  const reader = new SlowReader(stdout, (leftOut) => told.push(leftOut));
  stdout.write(Buffer.alloc(bytes - stdout.writableLength));
  return { stdout, reader, told };
}
