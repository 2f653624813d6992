import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { limits } from '../../src/protocol/limits.ts';
import { askControl } from '../../src/streams/control/ask-control.ts';
import { endAll } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, TerminalProcess } from '../support/terminal-process.ts';

afterEach(endAll);

// Where no terminal can be had there is nothing to test.
if (hasTerminals) {
  describe('a terminal that takes nothing', () => {
    it('does not stop the node behind it, and is told later how much it has missed', async () => {
      const { node, peer, data } = await watched();
      node.hold();
      await say(peer, MORE_THAN_WAITS);
      expect(await askControl(data, { command: 'status' })).toMatchObject({
        ok: true,
        result: { linked: 1 },
      });
      node.goOn();
      await node.line(/\d+ events? (?:was|were) left out: nobody read them in time/);
      await peer.send('node', 'and on');
      await node.line(/and on\r\n/);
      node.type(CTRL_C);
      expect(await node.exit).toBe(0);
    });

    it('shows in order what was said while Ctrl-S held it', async () => {
      const { node, peer } = await watched('--no-console');
      node.type(CTRL_S);
      const texts = Array.from({ length: 100 }, (_, place) => `${place} ${'x'.repeat(3_900)}`);
      for (const text of texts) await peer.send('node', text);
      node.type(CTRL_Q);
      await node.line(/99 x{3900}\r\n/);
      const shown = [...node.shown.matchAll(/(\d+ x+)\r\n/g)].map(([, text]) => text);
      expect(shown).toEqual(texts);
      node.type(CTRL_C);
      expect(await node.exit).toBe(0);
    });

    it('keeps nobody from leaving', async () => {
      const { node, peer, data } = await watched();
      node.hold();
      await say(peer, MORE_THAN_A_TERMINAL_TAKES);
      const asked = performance.now();
      await askControl(data, { command: 'quit' });
      expect(await node.exit).toBe(0);
      expect(performance.now() - asked).toBeLessThan(limits.stopTimeoutMs);
    });
  });
}

const CTRL_C = '\u0003';
const CTRL_Q = '\u0011';
const CTRL_S = '\u0013';
/** As long as a text can be to be shown whole. */
const LONG = 'x'.repeat(4_000);
const MORE_THAN_WAITS = limits.outputBytesMax / LONG.length + 200;
const MORE_THAN_A_TERMINAL_TAKES = 100;

async function say(peer: PeertapeNode, times: number): Promise<void> {
  for (let each = 0; each < times; each += 100) {
    await Promise.all(Array.from({ length: 100 }, () => peer.send('node', LONG)));
  }
}

/** A node in a window, with somebody who talks to it. */
async function watched(...words: string[]) {
  const data = join(temporaryFolder(), 'node');
  const said = ['--insecure', '--port', '0', '--name', 'node', '--data', data];
  const node = new TerminalProcess('node', ...said, ...words);
  onTestFinished(() => node.close());
  const [, address = ''] = await node.line(/(127\.0\.0\.1:\d+)/);
  const peer: PeertapeNode = await createNode({ insecure: true, port: 0, name: 'peer' });
  onTestFinished(() => peer.close({ atOnce: true }));
  await peer.connect(address);
  await node.line(/peer .*connected|connected.* peer/);
  return { node, peer, data };
}
