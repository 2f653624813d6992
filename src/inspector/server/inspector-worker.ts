import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../../streams/give-way.ts';
import { CannotInspect } from './cannot-inspect.ts';
import { type InspectedTape, inspectTape } from './inspect-tape.ts';
import { FAILED, type ThreadSaid, type ThreadWishes } from './inspector-thread.ts';

// What runs in the thread of an inspector: it is over when there is nothing more to be told.
const { path, port } = workerData as ThreadWishes;
const node = parentPort!;
giveWay();

try {
  const inspected = await inspectTape({ path, port, source: 'node' });
  node.once('message', () => void end(inspected));
  say({ said: 'serving', url: inspected.url });
} catch (error) {
  const code = error instanceof CannotInspect ? error.code : FAILED;
  say({ said: 'failed', code, text: error instanceof Error ? error.message : String(error) });
}

async function end(inspected: InspectedTape): Promise<void> {
  await inspected.over();
  await inspected.close();
}

function say(said: ThreadSaid): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin.
  node.postMessage(said);
}
