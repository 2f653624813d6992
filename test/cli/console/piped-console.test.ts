import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { obeyPipe } from '../../../src/cli/console/piped-console.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';

describe('a pipe', () => {
  it('leaves politely at its end, once all that was asked for is done (S0-58)', async () => {
    const { clock, alice } = consolePair();
    const pipe = new PassThrough();
    const obeyed = obeyPipe(pipe, alice.desk);
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
    const obeyed = obeyPipe(pipe, alice.desk);
    pipe.destroy(new Error('it broke'));
    await obeyed;
    clock.run();
    expect(alice.shown.map(({ event }) => event)).toEqual(['listening', 'stopped']);
  });

  it('has lines of at most limits.consoleLineBytesMax bytes', async () => {
    const { clock, alice } = consolePair();
    const pipe = new PassThrough();
    const obeyed = obeyPipe(pipe, alice.desk);
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
    clock.step();
    await new Promise(setImmediate);
  }
  await over;
}
