import type { NodeEvent, NodeEventBody } from '../node/node-event.ts';
import { stamped } from '../node/node-events.ts';
import type { RunningNode } from '../node/run-node.ts';
import type { Clock } from '../streams/clock.ts';
import type { Alarms } from './alarms.ts';
import { exits } from './cli-error.ts';
import { EventInWords } from './event-in-words.ts';
import type { Host } from './host.ts';
import { listenFailure } from './listen-failure.ts';
import type { NodeSettings } from './node-settings.ts';
import { outputFor, type Lines, type Output } from './output.ts';
import { paintFor } from './paint.ts';
import { SECOND_MS } from './turned-away.ts';

export interface TellerParts {
  readonly settings: NodeSettings;
  readonly host: Host;
  readonly clock: Clock;
  readonly node: RunningNode;
  readonly lines: Lines;
  readonly alarms: Alarms;
  /** How one of several texts on their way begins; null where there is only one. */
  readonly beginningOf: (messageId: string) => string | null;
}

/** Tells what happens to a live node: what the node says of itself, and what is said on its behalf. */
export class LiveTeller {
  readonly #parts: TellerParts;
  readonly #words: EventInWords;
  readonly #output: Output<NodeEvent>;
  #exit: number = exits.done;
  #isRestDue = false;

  constructor(parts: TellerParts) {
    const { host, lines, settings, beginningOf } = parts;
    this.#parts = parts;
    this.#words = new EventInWords(paintFor(host.stdout, host.env), { beginningOf });
    this.#output = outputFor(lines, settings.json, (event) => this.#words.lines(event));
  }

  /** The exit code that was told last. */
  get exit(): number {
    return this.#exit;
  }

  /** Tells what the node itself does not know, as of now. */
  say(body: NodeEventBody): void {
    const { clock, node, settings } = this.#parts;
    const { turn } = node.system;
    this.show(stamped(body, { at: clock.wall(), node: settings.config.id, turn }));
  }

  show(event: NodeEvent): void {
    const { config, json } = this.#parts.settings;
    if (event.event === 'stopped') this.#exit = event.exit;
    if (event.event !== 'error') this.#output.show(event);
    else this.#output.show({ ...event, text: listenFailure(event, config) });
    if (event.event === 'refused' && event.inbound && !json) this.#tellOfTheRest();
  }

  /** A second later at most, those who were turned away meanwhile and were only counted. */
  #tellOfTheRest(): void {
    if (this.#isRestDue) return;
    this.#isRestDue = true;
    const { alarms, clock, lines } = this.#parts;
    alarms.later(SECOND_MS + 1, () => {
      this.#isRestDue = false;
      for (const line of this.#words.overdue(clock.wall())) lines.out(line);
    });
  }
}
