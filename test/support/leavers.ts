import { runModule, type ModuleProcess } from './built-module.ts';

export interface Parting {
  /** What became of the texts of the one who left. */
  readonly arrived: readonly string[];
  readonly failed: readonly string[];
  /** Whose texts it has heard, by their ids. */
  readonly heard: readonly string[];
}

/**
 * A process in which one node after another connects, talks with many voices, and leaves in the midst of it:
 * the odd ones by ending, the even ones by parting. It says of each what it sent and heard.
 */
export function leavers(about: Readonly<Record<string, unknown>>): ModuleProcess {
  return runModule(`const about = ${JSON.stringify(about)};\n${leaving}`);
}

const leaving = `
const { createNode } = await import(built + 'node/face/create-node.js');
for (let round = 1; round <= about.rounds; round += 1) {
  const node = await createNode({ port: 0, name: 'leaver', insecure: about.insecure });
  const arrived = [], failed = [], heard = [];
  const isEnough = new Promise((resolve) => {
    node.events$.subscribe(({ event, messageId }) => {
      if (event === 'message' && heard.push(messageId) === about.voices * (1 + (round % 5))) resolve();
    });
  });
  const { peer } = await node.connect(about.address);
  const speak = async () => {
    try {
      for (;;) arrived.push((await node.send(peer, 'on my way out')).messageId);
    } catch (error) {
      failed.push(error.code);
    }
  };
  const talk = Promise.all(Array.from({ length: about.voices }, speak));
  await isEnough;
  if (round % 2 === 0) await node.disconnect(peer);
  await node.close();
  await talk;
  console.log(JSON.stringify({ arrived, failed, heard }));
}
`;
