import { BASE_PORT } from '../../machines/node/peers/find-peer.ts';
import { firstFreePort } from '../../streams/first-free-port.ts';
import { type Judged, judgeOptions, type NodeWishes } from './judge-options.ts';
import { openLiveParts } from './live-parts.ts';
import { NodeError } from '../telling/node-error.ts';
import type { NodeOptions } from './node-options.ts';
import type { PeertapeNode } from './peertape-node.ts';
import { proveListening } from './prove-listening.ts';
import { proveRecording } from './prove-recording.ts';
import { startNode } from './start-node.ts';

export { NodeError } from '../telling/node-error.ts';
export type { AnswerTo, Question } from './answerers.ts';
export type { Reply } from './questions.ts';
export type { Delivery } from './sends.ts';
export type { Received } from './received-feed.ts';
export type { Answered, NodeEvent } from '../telling/node-event.ts';
export type { NodeOptions } from './node-options.ts';
export type { LinkState, NodeState, PeerState } from './node-state.ts';
export type { Connection, NodeStatus, NodeWords, PeerLine, PeertapeNode } from './peertape-node.ts';
export type { StoryEvent } from '../why/story.ts';
export type {
  Broadcast,
  LeadLine,
  NeighbourLine,
  OverlayCounts,
  OverlayView,
  HopLine,
  Route,
  ScanLine,
  TopologyLine,
} from './overlay-answers.ts';
export type { TapeSummary } from './node-tape.ts';
export type { Why } from '../why/why.ts';

/**
 * A node of the live world. Resolves once it listens; rejects with a `NodeError` if it cannot, and
 * with a `RangeError` if an option is not what it must be, and leaves nothing half-made.
 */
export async function createNode(options: NodeOptions = {}): Promise<PeertapeNode> {
  const judged = judgeOptions(options);
  const { port } = judged;
  return port === null ? createFrom(BASE_PORT + 1, judged) : createOn({ ...judged, port });
}

/** Whoever takes a port that was free a moment ago was faster, and the next one is tried. */
async function createFrom(first: number, judged: Judged): Promise<PeertapeNode> {
  const free = await firstFreePort(judged.host, first);
  // If none is free, the node itself is to say so.
  if (free === null) return createOn({ ...judged, port: BASE_PORT + 1 });
  try {
    return await createOn({ ...judged, port: free });
  } catch (error) {
    if (!(error instanceof NodeError) || error.code !== 'port-busy') throw error;
    return createFrom(free + 1, judged);
  }
}

async function createOn(wishes: NodeWishes): Promise<PeertapeNode> {
  if (wishes.data !== null) {
    await proveListening(wishes);
    proveRecording(wishes);
  }
  return startNode(wishes, await openLiveParts(wishes));
}
