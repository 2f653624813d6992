import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { obeyPipe } from '../../../src/cli/console/piped-console.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';

describe('a pipe', () => {
  it('leaves politely at its end, once all that was asked for is done (S0-58)', async () => {
    const { clock, alice } = consolePair();
    const pipe = new PassThrough();
    const obeyed = obeyPipe(between(pipe), alice.desk);
    pipe.end('connect 127.0.0.2:9002\nsend bob hi\nsend bob again');
    await drive(clock, obeyed);
    clock.run();
    expect(alice.shown.map(({ event }) => event)).toEqual([
      'listening',
      'connected',
      'answer',
      'answer',
      'answer',
      'delivered',
      'delivered',
      'disconnected',
      'stopped',
    ]);
  });

  it('that breaks is one that has ended', async () => {
    const { clock, alice } = consolePair();
    const pipe = new PassThrough();
    const obeyed = obeyPipe(between(pipe), alice.desk);
    pipe.destroy(new Error('it broke'));
    await obeyed;
    clock.run();
    expect(alice.shown.map(({ event }) => event)).toEqual(['listening', 'stopped']);
  });

  it('takes no more commands while more than half of limits.outputBytesMax waits to be read', async () => {
    const { clock, alice } = consolePair();
    const { stdin, stdout } = between(new PassThrough());
    stdout.write(Buffer.alloc(limits.outputBytesMax / 2 + 100_000));
    const obeyed = obeyPipe({ stdin, stdout }, alice.desk);
    stdin.end('status\nstatus\n');
    const answers = () => alice.shown.filter(({ event }) => event === 'answer').length;
    while (answers() < 1) await turnOver(clock);
    for (let n = 0; n < 20; n += 1) await turnOver(clock);
    expect(answers()).toBe(1);
    stdout.resume();
    await drive(clock, obeyed);
    expect(answers()).toBe(2);
  });

  it('is not waited for once nobody reads its answers any more', async () => {
    const { clock, alice } = consolePair();
    const { stdin, stdout } = between(new PassThrough());
    stdout.write(Buffer.alloc(limits.outputBytesMax));
    const obeyed = obeyPipe({ stdin, stdout }, alice.desk);
    stdin.end('status\nstatus\n');
    stdout.destroy();
    await drive(clock, obeyed);
    expect(alice.shown.filter(({ event }) => event === 'answer')).toHaveLength(2);
  });

  it('has lines of at most limits.consoleLineBytesMax bytes', async () => {
    const { clock, alice } = consolePair();
    const pipe = new PassThrough();
    const obeyed = obeyPipe(between(pipe), alice.desk);
    const longest = 'x'.repeat(limits.consoleLineBytesMax);
    pipe.end(`${longest}x\n${longest}\n`);
    await drive(clock, obeyed);
    const answers = alice.shown.filter(({ event }) => event === 'answer');
    expect(answers.map((answer) => 'error' in answer && answer.error?.code)).toEqual([
      'usage',
      'unknown-command',
    ]);
  });
});

/** Virtual time passes while a promise of real streams is waited for. */
async function drive(clock: { step(): boolean }, until: Promise<void>): Promise<void> {
  const waiting = { isOver: false };
  const over = until.finally(() => (waiting.isOver = true));
  while (!waiting.isOver) {
    await turnOver(clock);
  }
  await over;
}

async function turnOver(clock: { step(): boolean }): Promise<void> {
  clock.step();
  await new Promise(setImmediate);
}

function between(stdin: PassThrough) {
  return { stdin, stdout: new PassThrough() };
}
