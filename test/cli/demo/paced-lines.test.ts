import { describe, expect, it } from 'vitest';
import { PacedLines } from '../../../src/cli/demo/paced-lines.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';

describe('paced lines', () => {
  function paced(hurries = false) {
    const clock = new VirtualClock();
    const said: string[] = [];
    const lines = new PacedLines(
      clock,
      (line) => said.push(`${clock.now() / 1_000} ${line}`),
      hurries,
    );
    return { clock, lines, said };
  }

  it('come one after another, each when the one before could be read', () => {
    const { clock, lines, said } = paced();
    lines.say('one', 300);
    lines.say('two', 200);
    clock.run(1_000 * 1_000);
    lines.say('three', 100);
    expect(said).toEqual(['0 one', '300 two', '1000 three']);
  });

  it('have been read once the rest after the last is over', async () => {
    const { clock, lines } = paced();
    await lines.read;
    lines.say('one', 300);
    lines.say('two', 200);
    const read = lines.read.then(() => clock.now());
    clock.run(2_000 * 1_000);
    expect(await read).toBe(2_000_000);
    lines.say('three', 100);
    let isRead = false;
    void lines.read.then(() => (isRead = true));
    clock.run(2_099 * 1_000);
    await Promise.resolve();
    expect(isRead).toBe(false);
  });

  it('come at once from when nobody wants to wait any more', async () => {
    const { clock, lines, said } = paced();
    lines.say('one', 300);
    lines.say('two', 300);
    const read = lines.read;
    lines.hurry();
    await read;
    lines.say('three', 300);
    await lines.read;
    clock.run(1_000 * 1_000);
    expect(said).toEqual(['0 one', '0 two', '0 three']);
  });

  it('come at once where nobody reads', () => {
    const { lines, said } = paced(true);
    lines.say('one', 300);
    lines.say('two', 300);
    expect(said).toEqual(['0 one', '0 two']);
  });
});
