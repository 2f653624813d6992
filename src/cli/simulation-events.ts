import { Questions } from '../node/face/questions.ts';
import type { News } from '../node/running/run-node.ts';
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
  readonly #tellers = new Map<string, Teller>();
  #at = 0;

  constructor(show: (event: SimulatedEvent) => void) {
    this.#show = show;
    this.watcher = {
      turned: ({ tape }, { input }) => {
        if (input.type === 'node.started') {
          this.#tellers.set(tape, { config: input.config, questions: new Questions() });
        } else if (input.type === 'commands') {
          const { questions } = this.#tellers.get(tape)!;
          for (const { id, command } of input.commands)
            if (command === 'ask') questions.begin(id, input.at);
        }
      },
      heard: (heard) => this.#tell(heard),
    };
  }

  end(summary: Summary): void {
    this.#show({ event: 'summary', at: this.#at, ...summary });
  }

  #tell({ life, wall, news }: NodeNews): void {
    const { config, questions } = this.#tellers.get(life.tape)!;
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
    for (const event of nodeEvents(completed(news, questions), facts))
      this.#show({ ...event, life: life.tape });
  }
}

/** What is known of a life from its start on. */
interface Teller {
  readonly config: NodeConfig;
  readonly questions: Questions;
}

/** What a peer has answered comes as a letter, and that it has answered by itself. */
function completed(news: News, questions: Questions): News {
  const { said } = news;
  if (said.type === 'report' && said.event === 'mail') {
    for (const letter of said.letters) if (letter.purpose === 'answer') questions.hear(letter);
  }
  if (said.type !== 'answer' || said.command !== 'ask') return news;
  return { ...news, said: questions.complete(said, news.at).answer };
}
