import type { NodeEvent } from '../node/telling/node-event.ts';
import { nodeEvents } from '../node/telling/node-events.ts';
import type { NodeConfig } from '../protocol/node-config.ts';
import type { Summary } from '../sim/run-scenario.ts';
import type { NodeNews, SimulationWatcher } from '../sim/simulation.ts';
import type { CliEvent } from './output.ts';

/** `life` is what the node’s tape would be called: its name, and the boot after the first. */
export type SimulatedEvent = (NodeEvent & { readonly life: string }) | SummaryEvent;

type SummaryEvent = CliEvent & Summary & { readonly event: 'summary' };

/** What the nodes of a simulation tell, as live ones would, in virtual time. */
export class SimulationEvents {
  readonly watcher: SimulationWatcher;
  readonly #show: (event: SimulatedEvent) => void;
  readonly #configs = new Map<string, NodeConfig>();
  #at = 0;

  constructor(show: (event: SimulatedEvent) => void) {
    this.#show = show;
    this.watcher = {
      turned: ({ tape }, { input }) => {
        if (input.type === 'node.started') this.#configs.set(tape, input.config);
      },
      heard: (heard) => this.#tell(heard),
    };
  }

  end(summary: Summary): void {
    this.#show({ event: 'summary', at: this.#at, ...summary });
  }

  #tell({ life, wall, news }: NodeNews): void {
    const config = this.#configs.get(life.tape)!;
    const clock = { now: () => news.at, wall: () => wall };
    const facts = {
      config,
      clock,
      version: 'simulated',
      pid: 0,
      tls: false,
      data: null,
      trace: null,
    };
    this.#at = Math.max(this.#at, wall);
    for (const event of nodeEvents(news, facts)) this.#show({ ...event, life: life.tape });
  }
}
