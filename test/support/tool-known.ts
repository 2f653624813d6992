import type { ToolMessage } from '../../src/inspector/stately/tool-message.ts';

/** What a tool knows that was told all this: of each session its latest snapshot. Who was not made known, is not known. */
export class ToolKnown {
  readonly names = new Map<string, string>();
  readonly snapshots = new Map<string, unknown>();
  readonly events: string[] = [];
  /** Faults of whoever told it. */
  readonly strangers: string[] = [];

  hear(messages: Iterable<ToolMessage>): this {
    for (const message of messages) this.#hear(message);
    return this;
  }

  #hear(message: ToolMessage): void {
    const { sessionId } = message;
    switch (message.type) {
      case '@xstate.actor':
        this.names.set(sessionId, message.name);
        break;
      case '@xstate.event':
        this.#greet(sessionId);
        this.events.push(`${message.sourceId ?? 'outside'} → ${sessionId}: ${message.event.type}`);
        break;
      case '@xstate.snapshot':
        this.#greet(sessionId);
        this.snapshots.set(sessionId, message.snapshot);
    }
  }

  /** The sessions of those who are there. */
  get there(): readonly string[] {
    return [...this.snapshots]
      .filter(([, snapshot]) => (snapshot as { readonly status: string }).status === 'active')
      .map(([sessionId]) => sessionId);
  }

  #greet(sessionId: string): void {
    if (!this.names.has(sessionId)) this.strangers.push(sessionId);
  }
}
