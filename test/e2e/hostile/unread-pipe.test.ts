import { describe, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { Besieged } from '../../support/besieged.ts';

describe('a pipe that nobody reads', () => {
  it('does not stop a node, and is told later that it has missed some', async () => {
    const besieged = await Besieged.start();
    const { node, friend } = besieged;
    node.hold();
    const texts = 2 * (limits.outputBytesMax / limits.bodyBytesMax);
    const text = new Uint8Array(limits.bodyBytesMax).fill(0x78);
    const said = async (): Promise<void> => {
      for (let times = 0; times < texts; times += 1) await friend.send(besieged.id, text);
    };
    await besieged.servesDuring(said());
    node.goOn();
    await node.event('error', { code: 'too-slow', fatal: false });
    await friend.send(besieged.id, 'and on');
    await node.event('message', { text: 'and on' });
    await besieged.isAlone();
  });
});
