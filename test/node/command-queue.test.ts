import { describe, expect, it } from 'vitest';
import { CommandQueue, type CommandWords } from '../../src/node/command-queue.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Command } from '../../src/protocol/commands.ts';
import { limits } from '../../src/protocol/limits.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';

function batchesOf(...words: readonly CommandWords[]): (readonly Command[])[] {
  const clock = new VirtualClock();
  const batches: (readonly Command[])[] = [];
  const queue = new CommandQueue(clock, (commands) => batches.push(commands));
  for (const one of words) queue.add(one);
  clock.run();
  return batches;
}

function sizesOf(...words: readonly CommandWords[]): number[] {
  return batchesOf(...words).map(({ length }) => length);
}

describe('commands of one tick', () => {
  it('are one input, with running numbers', () => {
    expect(batchesOf({ command: 'peers' }, { command: 'connect', peer: '2' })).toEqual([
      [
        { id: 1, command: 'peers' },
        { id: 2, command: 'connect', peer: '2' },
      ],
    ]);
  });

  it('are several inputs if there are more than limits.commandsPerInputMax', () => {
    const words = Array.from(
      { length: limits.commandsPerInputMax + 1 },
      () => ({ command: 'lp' }) as const,
    );
    expect(sizesOf(...words)).toEqual([limits.commandsPerInputMax, 1]);
  });

  it('are several inputs if their bytes are more than limits.commandBytesPerInputMax', () => {
    const half = limits.commandBytesPerInputMax / 2;
    const body = new Body(new Uint8Array(half));
    const send = { command: 'send', peer: '', body } as const;
    const mark = { command: 'mark', text: 'x'.repeat(half / 3) } as const;
    expect(sizesOf(send, send, send)).toEqual([2, 1]);
    expect(sizesOf(mark, mark, mark)).toEqual([2, 1]);
    expect(sizesOf(send, mark, { command: 'connect', peer: 'x' })).toEqual([2, 1]);
  });
});

it('makes whole of a word what has no UTF-8, so that a tape gives back what was commanded', () => {
  const half = 'half \ud800';
  const body = new Body(Uint8Array.of(1));
  const [commands] = batchesOf(
    { command: 'mark', text: half },
    { command: 'connect', peer: half },
    { command: 'send', peer: half, body },
  );
  expect(commands).toEqual([
    { id: 1, command: 'mark', text: 'half \ufffd' },
    { id: 2, command: 'connect', peer: 'half \ufffd' },
    { id: 3, command: 'send', peer: 'half \ufffd', body },
  ]);
});
