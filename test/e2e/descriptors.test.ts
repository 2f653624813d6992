import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { newIdentity } from '../../src/streams/identity/identity.ts';
import { tlsNetwork } from '../../src/streams/tls-network.ts';
import { runModule } from '../support/built-module.ts';
import { LinkRecording } from '../support/link-recording.ts';
import { Recording } from '../support/recording.ts';

/** Says where it listens, and whatever else it hears of its listener. */
const listener = `
const { newIdentity } = await import(built + 'streams/identity/identity.js');
const { tlsNetwork } = await import(built + 'streams/tls-network.js');
tlsNetwork(await newIdentity()).listen('127.0.0.1', 0).subscribe({
  next(event) {
    if (event.type === 'accepted') event.link.event$.subscribe();
    else console.log(JSON.stringify(event));
  },
  complete: () => console.log('"completed"'),
});
`;

it('takes links again after its process was out of descriptors', async () => {
  const process = runModule(listener, 'ulimit -n 48;');
  const { port } = JSON.parse(await process.line()) as { port: number };
  const sockets = Array.from({ length: 100 }, () => crowd(port));
  // Some are turned away, for want of a descriptor and not by any of the node's own limits.
  await Promise.race(sockets.map(({ turnedAway }) => turnedAway));
  for (const { socket } of sockets) socket.destroy();
  const heard = await secured(`127.0.0.1:${port}`);
  expect(heard.peers.length).toBe(1);
  expect(process.lines.length).toBe(1);
  heard.unsubscribe();
});

function crowd(port: number): { readonly socket: Socket; readonly turnedAway: Promise<void> } {
  const socket = connect(port, '127.0.0.1')
    .on('error', () => {})
    .resume();
  onTestFinished(() => void socket.destroy());
  return {
    socket,
    turnedAway: new Promise((resolve) =>
      socket.once('end', resolve).once('error', () => resolve()),
    ),
  };
}

/** Dials until a dial is answered: the process may still be letting go of the crowd. */
async function secured(address: string): Promise<LinkRecording> {
  const network = tlsNetwork(await newIdentity());
  for (;;) {
    const dial = new Recording(network.dial(address));
    await dial.until(({ isComplete }) => isComplete);
    const [event] = dial.events;
    if (event?.type !== 'opened') continue;
    const heard = new LinkRecording(event.link);
    await heard.until(({ peers, isComplete }) => peers.length > 0 || isComplete);
    if (heard.peers.length > 0) return heard;
  }
}
