import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { NodeError } from '../../src/node/telling/node-error.ts';

export interface Talk {
  /** The ids of the texts that have arrived. */
  readonly arrived: readonly string[];
  /** Why the last ones have not: one for each voice. */
  readonly failed: readonly string[];
}

/** Many voices at once, each of which says one text after another, until one does not arrive. */
export async function talk(node: PeertapeNode, peer: string, voices: number): Promise<Talk> {
  const arrived: string[] = [];
  const failed: string[] = [];
  const speak = async (voice: number): Promise<void> => {
    try {
      for (let n = 1; ; n += 1) {
        const { messageId } = await node.send(peer, `${voice} says ${n}`);
        arrived.push(messageId);
      }
    } catch (error) {
      if (!(error instanceof NodeError)) throw error;
      failed.push(error.code);
    }
  };
  await Promise.all(Array.from({ length: voices }, (_, voice) => speak(voice)));
  return { arrived, failed };
}
