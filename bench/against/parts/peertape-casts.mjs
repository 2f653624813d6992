/** Nodes of ours as a program would use them: `createNode`, `connect`, `broadcast`, `received$`, `close`. */
import { join } from 'node:path';
import { createNode } from '../../../dist/node/face/create-node.js';
import { castJobs } from './cast-jobs.mjs';
import { Count } from './count.mjs';

/** Whoever neither signs nor judges needs a network with a key. */
const networkKey = Buffer.alloc(32, 'the key of this bench');

export const jobs = castJobs(async ({ isSigned, trace }, name, hear) => {
  const node = await createNode({
    port: 0,
    trace: trace === null ? false : join(trace, name),
    discovery: [],
    ...(isSigned ? {} : { networkKey, unsigned: true }),
  });
  const connected = new Count();
  node.events$.subscribe(({ event }) => {
    if (event === 'connected') connected.add(1);
  });
  let came = 0;
  node.received$.subscribe(({ kind, content }) => {
    if (kind !== 'broadcast') return;
    came += 1;
    hear(content);
  });
  return {
    address: node.address,
    connect: (other) => node.connect(other.address),
    isJoined: (neighbours) => connected.reaches(neighbours),
    publish: (text) => node.broadcast(text),
    copies: async () => came + (await node.status()).overlay.duplicates,
    leave: () => node.close({ atOnce: true }),
    close: () => node.close(),
  };
});
