import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import type { NodeEventBody } from '../../node/telling/node-event.ts';
import { InspectorThread } from '../../inspector/server/inspector-thread.ts';
import type { InspectorOpened } from '../words/told.ts';

export interface LiveInspectorParts {
  /** null: there is to be none. */
  readonly port: number | null;
  readonly say: (body: NodeEventBody | InspectorOpened) => void;
}

/** The page that shows a live node, from when it listens until it stops. The node runs on without it if it fails. */
export class LiveInspector {
  readonly #parts: LiveInspectorParts;
  #thread: InspectorThread | null = null;

  constructor(parts: LiveInspectorParts) {
    this.#parts = parts;
  }

  follow(node: PeertapeNode): void {
    const { port } = this.#parts;
    if (port === null) return;
    node.events$.subscribe({
      next: (event) => {
        if (event.event === 'listening' && event.trace !== null) this.#begin(event.trace, port);
      },
    });
  }

  /** Resolves once pages have been told how it ended. */
  async end(): Promise<void> {
    await this.#thread?.end();
  }

  #begin(path: string, port: number): void {
    const { say } = this.#parts;
    this.#thread = new InspectorThread({
      path,
      port,
      onServing: (url) => say({ event: 'inspector', url }),
      onFailed: (code, text) => {
        say({ event: 'error', code, text: `the page of this node: ${text}`, fatal: false });
      },
    });
  }
}
