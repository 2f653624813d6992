import type { NodeEventBody, Stamp } from '../../node/telling/node-event.ts';
import { stamped } from '../../node/telling/node-events.ts';
import type { Alarms } from './alarms.ts';
import { type CliError, exits } from '../cli-error.ts';
import { EventInWords, type EventWords } from '../words/event-in-words.ts';
import type { Host, Terminal } from '../host.ts';
import { LiveLog } from './live-log.ts';
import { SlowReader } from './slow-reader.ts';
import type { NodeSettings } from '../node-settings.ts';
import { outputFor, type Lines, type Output } from '../output.ts';
import { paintFor } from '../words/paint.ts';
import type { InspectorOpened, Told } from '../words/told.ts';
import { SECOND_MS } from '../words/turned-away.ts';

export interface TellerParts {
  readonly settings: Pick<NodeSettings, 'options' | 'json' | 'log'>;
  readonly host: Host;
  readonly lines: Lines;
  /** Where the errors among them go. */
  readonly errors: Terminal;
  readonly alarms: Alarms;
  /** How one of several texts on their way begins; null where there is only one. */
  readonly beginningOf: (messageId: string) => string | null;
}

/** Tells what happens to a live node: what the node says, and what is said on its behalf. */
export class LiveTeller {
  readonly #parts: TellerParts;
  readonly #words: EventInWords;
  readonly #output: Output<Told>;
  readonly #log: LiveLog | null;
  readonly #reader: SlowReader;
  /** Of errors: the same one, unless these go elsewhere. */
  readonly #errorReader: SlowReader;
  #exit: number = exits.done;
  #isRestDue = false;
  /** What was told last was told by whom, and in which turn. */
  #last: Pick<Stamp, 'node' | 'turn'> = { node: '', turn: 0 };

  /** Throws if there is to be a log and cannot be. */
  constructor(parts: TellerParts) {
    const { host, lines, errors, settings, beginningOf } = parts;
    this.#parts = parts;
    const { seeds = [] } = settings.options;
    const words = { beginningOf, seeds };
    this.#words = new EventInWords(paintFor(host.stdout, host.env), { ...words, advises: true });
    this.#output = outputFor(lines, settings.json, (event) => this.#words.lines(event));
    const tellOfGap = (leftOut: number): void => this.say(missed(leftOut));
    this.#reader = new SlowReader(host.stdout, tellOfGap);
    this.#errorReader = errors === host.stdout ? this.#reader : new SlowReader(errors, tellOfGap);
    this.#log = this.#openLog(words);
  }

  /** The exit code that was told last. */
  get exit(): number {
    return this.#exit;
  }

  /** Tells what the node itself does not know, as of now. */
  say(body: NodeEventBody | InspectorOpened): void {
    this.show(stamped(body, { at: Date.now(), ...this.#last }));
  }

  show(event: Told): void {
    this.#last = { node: event.node, turn: event.turn };
    if (event.event === 'stopped') this.#exit = event.exit;
    this.#print(event);
    this.#log?.show(withoutToken(event));
    if (this.#words.hasMore) this.#tellOfTheRest();
  }

  /** Ends before its node began, for a reason that whoever is told of it at once may not see again. */
  neverBegan({ code, message: text, hint }: CliError): void {
    const why = { event: 'error', code, text, hint, fatal: true } as const;
    this.#log?.show(stamped(why, { at: Date.now(), ...this.#last }));
  }

  /** Nothing is told any more. */
  close(): void {
    this.#log?.close();
  }

  #print(event: Told): void {
    const reader = event.event === 'error' ? this.#errorReader : this.#reader;
    if (!reader.takes(event)) this.#words.learn(event);
    else this.#output.show(this.#parts.settings.json ? event : this.#words.named(event));
  }

  #openLog(words: EventWords): LiveLog | null {
    const { settings } = this.#parts;
    const { log, options } = settings;
    if (log === null) return null;
    const onBroken = (why: string): void => {
      const text = `no longer writing the log ${log.path}: ${why}`;
      this.say({ event: 'error', code: 'log-failed', text, fatal: false });
    };
    return new LiveLog({ settings: log, name: options.name ?? '', words, onBroken });
  }

  /** As soon as its time is over, what was only counted meanwhile. */
  #tellOfTheRest(): void {
    if (this.#isRestDue) return;
    this.#isRestDue = true;
    const { alarms, lines } = this.#parts;
    alarms.later(SECOND_MS + 1, () => {
      this.#isRestDue = false;
      const overdue = this.#words.overdue(Date.now());
      if (this.#words.hasMore) this.#tellOfTheRest();
      if (overdue.length === 0 || !this.#reader.takes({ event: 'refused' })) return;
      for (const line of overdue) lines.out(line);
    });
  }
}

/** Whoever reads a log later has no use for it, and others may come by a log. */
function withoutToken(event: Told): Told {
  return event.event === 'inspector' ? { ...event, url: event.url.replace(/#.*$/, '') } : event;
}

function missed(leftOut: number): NodeEventBody {
  const what = leftOut === 1 ? '1 event was' : `${leftOut} events were`;
  const text = `${what} left out: nobody read them in time`;
  return { event: 'error', code: 'too-slow', text, fatal: false };
}
