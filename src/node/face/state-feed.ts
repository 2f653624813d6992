import { distinctUntilChanged, Subject } from 'rxjs';
import type { System } from '../../machines/engine/system.ts';
import type { NodeContext } from '../../machines/node/context/node-context.ts';
import type { Clock } from '../../streams/clock.ts';
import { nodeContextIn } from '../running/node-context-in.ts';
import { phaseOf, sameState, stateOf, type NodeState, type StateFacts } from './node-state.ts';
import { NodeStream } from './node-stream.ts';

/** A node's state for whoever watches it; it costs nothing while nobody does. */
export class StateFeed {
  readonly state$: NodeStream<NodeState>;
  readonly #change$ = new Subject<NodeState>();
  readonly #clock: Pick<Clock, 'soon'>;
  readonly #facts: () => StateFacts;
  #system: System;
  #known: Known | null = null;
  #isDue = false;
  #isOver = false;

  constructor(system: System, clock: Pick<Clock, 'soon'>, facts: () => StateFacts) {
    this.#system = system;
    this.#clock = clock;
    this.#facts = facts;
    this.state$ = new NodeStream('newest', (subscriber) => {
      subscriber.next(this.#state());
      if (this.#isOver) return subscriber.complete();
      return this.#change$.pipe(distinctUntilChanged()).subscribe(subscriber);
    });
  }

  /** To be told of every turn. */
  turned(system: System): void {
    const before = this.#system;
    this.#system = system;
    if (!this.#change$.observed || this.#isDue) return;
    if (before.actors.get('node')?.snapshot !== system.actors.get('node')?.snapshot) this.refresh();
  }

  /** Something else than a turn may have changed it. */
  refresh(): void {
    if (this.#isDue || this.#isOver || !this.#change$.observed) return;
    this.#isDue = true;
    this.#clock.soon(() => {
      this.#isDue = false;
      if (!this.#isOver) this.#change$.next(this.#state());
    });
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#change$.next(this.#state());
    this.#change$.complete();
  }

  /** The same value as long as nothing that shows in it has changed. */
  #state(): NodeState {
    const facts = this.#facts();
    const system = this.#isOver ? null : this.#system;
    const context = system === null ? null : nodeContextIn(system);
    const phase = system === null ? 'stopped' : phaseOf(system);
    const known = this.#known;
    const isKnown = known?.state.phase === phase && known.state.trace === facts.trace;
    if (isKnown && sameState(known.context, context)) return known.state;
    const state = stateOf(system, facts);
    this.#known = { context, state };
    return state;
  }
}

interface Known {
  readonly context: NodeContext | null;
  readonly state: NodeState;
}
