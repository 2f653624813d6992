import { judgeOptions } from './judge-options.ts';
import { openLiveParts } from './live-parts.ts';
import type { NodeOptions } from './node-options.ts';
import type { PeertapeNode } from './peertape-node.ts';
import { proveListening } from './prove-listening.ts';
import { proveRecording } from './prove-recording.ts';
import { startNode } from './start-node.ts';

export { NodeError } from '../telling/node-error.ts';
export type { Delivery } from './asks.ts';
export type { Answered, NodeEvent } from '../telling/node-event.ts';
export type { NodeOptions } from './node-options.ts';
export type { LinkState, NodeState, PeerState } from './node-state.ts';
export type { Connection, NodeStatus, NodeWords, PeerLine, PeertapeNode } from './peertape-node.ts';
export type { StoryEvent } from '../why/story.ts';
export type { TapeSummary } from './node-tape.ts';
export type { Why } from '../why/why.ts';

/**
 * A node of the live world. Resolves once it listens; rejects with a `NodeError` if it cannot, and
 * with a `RangeError` if an option is not what it must be, and leaves nothing half-made.
 */
export async function createNode(options: NodeOptions = {}): Promise<PeertapeNode> {
  const wishes = judgeOptions(options);
  if (wishes.data !== null) {
    await proveListening(wishes);
    proveRecording(wishes);
  }
  return startNode(wishes, await openLiveParts(wishes));
}
