import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { askPatiently } from '../../../src/streams/control/ask-patiently.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// A pipe of Windows has no place in a folder.
if (process.platform !== 'win32') {
  describe('whoever asks a node that runs', () => {
    it('gives up when it answers nothing at all any more', async () => {
      const { folder, clock } = await nodeThat(() => null);
      const asked = askPatiently(folder, { command: 'connect' }, clock);
      const refused = expect(asked).rejects.toMatchObject({
        code: 'silent',
        message: `the node in ${folder} does not answer`,
      });
      await passes(clock, 1_000);
      await passes(clock, 2_000);
      await refused;
      expect([clock.now(), clock.pending]).toEqual([3_000_000, 0]);
    });

    it('waits as long as it takes, while it answers how it is', async () => {
      const { folder, clock, heard, gone } = await nodeThat((command) =>
        command === 'status' ? 'here' : null,
      );
      const asked = askPatiently(folder, { command: 'connect' }, clock);
      for (let times = 1; times <= 20; times += 1) {
        await until(() => gone() === times - 1 && clock.pending === 1);
        clock.run(clock.now() + 1_000_000);
        await until(() => heard.length === 1 + times);
      }
      heard[0]!.answer('done');
      expect([await asked, clock.pending]).toEqual(['done', 0]);
    });

    it('says at once that nobody runs there', async () => {
      const folder = temporaryFolder();
      const clock = new VirtualClock();
      const asked = askPatiently(folder, { command: 'peers' }, clock);
      await expect(asked).rejects.toMatchObject({ code: 'not-running' });
      expect(clock.pending).toBe(0);
    });
  });
}

interface Heard {
  readonly answer: (result: string) => void;
}

/** What it says to a command at once; null: nothing. */
async function nodeThat(says: (command: string) => string | null) {
  const folder = temporaryFolder();
  const heard: Heard[] = [];
  let gone = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const answer = (result: string) => void socket.end(`${JSON.stringify(result)}\n`);
    socket
      .on('close', () => (gone += 1))
      .on('data', (line) => {
        const { command } = JSON.parse(String(line)) as { command: string };
        heard.push({ answer });
        const result = says(command);
        if (result !== null) answer(result);
      });
  });
  server.listen(join(folder, 'control.sock'));
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { folder, clock: new VirtualClock(), heard, gone: () => gone };
}

/** Once somebody waits for it. */
async function passes(clock: VirtualClock, ms: number): Promise<void> {
  await until(() => clock.pending > 0);
  clock.run(clock.now() + ms * 1_000);
}

/** Lets everything happen that is under way, until it has. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
