import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PASTED_LINES_MAX, PastedLines } from '../../../src/cli/console/pasted-lines.ts';

describe('lines at a terminal', () => {
  it('run one after another if they were pasted, and what is typed meanwhile behind them', async () => {
    const { lines, begun, answer } = console();
    for (const line of ['connect 9002', 'send bob hi', 'quit']) lines.take(line);
    expect(begun).toEqual(['connect 9002']);
    await answer();
    lines.take('typed');
    expect(begun).toEqual(['connect 9002', 'send bob hi']);
    await answer();
    await answer();
    expect(begun).toEqual(['connect 9002', 'send bob hi', 'quit', 'typed']);
  });

  it('run at once if they were typed, also while another waits for its answer', async () => {
    const { lines, begun } = console();
    lines.take('connect 9002');
    await setImmediate();
    lines.take('status');
    expect(begun).toEqual(['connect 9002', 'status']);
  });

  it('have all run before the end of input counts', async () => {
    const { lines, answer } = console();
    let isOver = false;
    for (const line of ['connect 9002', 'send bob hi']) lines.take(line);
    const over = lines.over.then(() => (isOver = true));
    await answer();
    expect(isOver).toBe(false);
    await answer();
    await over;
  });

  it('are refused when too many wait already', () => {
    const { lines, refused } = console();
    for (let n = 0; n < PASTED_LINES_MAX + 3; n += 1) lines.take('peers');
    expect(refused()).toBe(2);
  });
});

function console() {
  const begun: string[] = [];
  const answers: (() => void)[] = [];
  let refused = 0;
  const run = (line: string) => {
    begun.push(line);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const lines = new PastedLines(run, () => (refused += 1));
  const answer = async () => {
    answers.shift()!();
    await setImmediate();
  };
  return { lines, begun, answer, refused: () => refused };
}
