import { describe, expect, it } from 'vitest';
import { CommandQueue, type CommandWords } from '../../../src/node/running/command-queue.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Command } from '../../../src/protocol/commands.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../../src/protocol/peer-id.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';

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
    const body = new Body(new Uint8Array(limits.bodyBytesMax));
    const send = { command: 'send', peer: '', body } as const;
    const fit = Math.floor(limits.commandBytesPerInputMax / limits.bodyBytesMax);
    expect(sizesOf(...Array.from({ length: fit + 1 }, () => send))).toEqual([fit, 1]);
    expect(sizesOf(...Array.from({ length: fit }, () => send), { command: 'lp' })).toEqual([
      fit + 1,
    ]);
  });

  it('lets a link speak between one input and the next', () => {
    const clock = new VirtualClock();
    const heard: string[] = [];
    const queue = new CommandQueue(clock, (commands) => {
      heard.push(`${commands.length} commands`);
      clock.soon(() => heard.push('a link'));
    });
    for (let i = 0; i <= limits.commandsPerInputMax; i += 1) queue.add({ command: 'lp' });
    clock.run();
    expect(heard).toEqual([
      `${limits.commandsPerInputMax} commands`,
      'a link',
      '1 commands',
      'a link',
    ]);
  });

  it('lose nothing of an address that says who has to be there', () => {
    const peer = `${'a'.repeat(PEER_ID_LENGTH)}@${'h'.repeat(limits.addressBytesMax)}`;
    expect(batchesOf({ command: 'connect', peer })).toEqual([
      [{ id: 1, command: 'connect', peer }],
    ]);
  });

  it('keep of what is too long as much as shows that it is', () => {
    const body = new Body(new Uint8Array(2 * limits.bodyBytesMax));
    const long = 'x'.repeat(limits.commandBytesPerInputMax);
    const [commands] = batchesOf(
      { command: 'send', peer: long, body },
      { command: 'mark', text: long },
    );
    const [send, mark] = commands as readonly [Extract<Command, { command: 'send' }>, Command];
    const { body: kept, ...words } = send;
    expect([words, mark]).toEqual([
      { id: 1, command: 'send', peer: 'x'.repeat(PEER_ID_LENGTH + 1 + limits.addressBytesMax + 1) },
      { id: 2, command: 'mark', text: 'x'.repeat(limits.markTextUnitsMax + 1) },
    ]);
    // Megabytes are not compared byte by byte: they are the same ones.
    expect(kept.source).toBe(body.source);
    expect([kept.start, kept.end]).toEqual([0, limits.bodyBytesMax + 1]);
  });
});

it('cuts topics and what is under them as it does texts', () => {
  const body = new Body(new Uint8Array(2 * limits.bodyBytesMax));
  const topic = 'x'.repeat(2 * limits.topicBytesMax);
  const [commands] = batchesOf(
    { command: 'ask', peer: 'bob', topic, body },
    { command: 'reply', peer: 'bob', re: 7, topic, code: '', body },
    { command: 'broadcast', topic, body },
    { command: 'route', peer: 'bob \ud800' },
  );
  const cut = [1, 2, 3].map((id) => ({ id, topic: 'x'.repeat(limits.topicBytesMax + 1) }));
  expect(commands).toMatchObject([...cut, { id: 4, command: 'route', peer: 'bob \ufffd' }]);
  const lengths = commands!.map((words) => ('body' in words ? words.body.length : null));
  const most = limits.bodyBytesMax + 1;
  expect(lengths).toEqual([most, most, most, null]);
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
