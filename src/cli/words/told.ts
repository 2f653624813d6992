import type { NodeEvent, Stamp } from '../../node/telling/node-event.ts';

/** What a live node's user is told: what the node says, and what the command line adds. */
export type Told = NodeEvent | (InspectorOpened & Stamp);

/** Its inspector can be looked at; the node itself knows nothing of it. */
export interface InspectorOpened {
  readonly event: 'inspector';
  readonly url: string;
}
