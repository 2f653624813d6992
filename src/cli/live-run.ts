import type { NodeEvent } from '../node/node-event.ts';
import { nodeEvents, type NodeFacts } from '../node/node-events.ts';
import type { News, RunningNode } from '../node/run-node.ts';
import type { Report } from '../protocol/effects.ts';
import type { Clock } from '../streams/clock.ts';
import type { TapeError } from '../trace/format/tape-error.ts';
import { Alarms } from './alarms.ts';
import { exits } from './cli-error.ts';
import { CommandDesk } from './console/command-desk.ts';
import type { Host } from './host.ts';
import { interruption$ } from './interruptions.ts';
import { LeaveTaking } from './leave-taking.ts';
import { LiveConsole } from './live-console.ts';
import { liveFacts } from './live-facts.ts';
import type { LiveTape } from './live-tape.ts';
import { LiveTeller } from './live-teller.ts';
import type { NodeSettings } from './node-settings.ts';
import { ownFault } from './own-fault.ts';

export interface LiveParts {
  readonly settings: NodeSettings;
  readonly host: Host;
  readonly clock: Clock;
  readonly node: RunningNode;
  readonly tape: LiveTape | null;
}

/** A live node and its user, from the start to the exit code. */
export class LiveRun {
  readonly #parts: LiveParts;
  readonly #alarms: Alarms;
  readonly #console: LiveConsole;
  readonly #desk: CommandDesk;
  readonly #teller: LiveTeller;
  readonly #facts: NodeFacts;
  readonly #leaveTaking = new LeaveTaking({
    politely: () => this.#desk.leave(),
    atOnce: () => this.#leaveAtOnce(),
    sayHowToHurry: () => this.#sayHowToHurry(),
  });
  #resolve: (exit: number) => void = () => {};
  #hasListened = false;
  #isOver = false;
  /** Comes last, and so after whatever the tape has to say when it is closed. */
  #farewell: readonly NodeEvent[] = [];

  constructor(parts: LiveParts) {
    const { settings, host, clock, node } = parts;
    this.#parts = parts;
    this.#alarms = new Alarms(clock);
    this.#console = new LiveConsole(settings, host);
    this.#desk = new CommandDesk(node, (body) => this.#teller.say(body));
    this.#teller = new LiveTeller({
      ...parts,
      lines: this.#console.lines,
      alarms: this.#alarms,
      beginningOf: (messageId) => this.#desk.beginningOf(messageId),
    });
    this.#facts = liveFacts(settings, clock, (number) => this.#desk.idOf(number));
  }

  /** To be called once. */
  untilItsEnd(): Promise<number> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#heedWhatEndsIt();
      this.#parts.node.news$.subscribe({
        next: (news) => this.#tell(news),
        error: (fault: unknown) => this.#crashed(fault),
        complete: () => this.#stopped(),
      });
      this.#parts.node.start();
    });
  }

  #heedWhatEndsIt(): void {
    const { host, tape } = this.#parts;
    // It stays: what is told to leave twice by a window that closes must not be killed by that.
    interruption$.subscribe((signal) => this.#interrupted(signal));
    tape?.whenBroken((error) => this.#tapeBroke(tape, error));
    host.stdout.once('error', () => this.#desk.leave());
  }

  #tell(news: News): void {
    const events = this.#desk.wasAsked(news) ? nodeEvents(news, this.#facts) : [];
    if (reports(news, 'stopped')) this.#farewell = events;
    else this.#show(events);
    this.#desk.note(news);
    if (reports(news, 'listening')) this.#listened();
  }

  #listened(): void {
    const { tape } = this.#parts;
    this.#hasListened = true;
    if (tape !== null) this.#teller.say({ event: 'tape', state: 'recording', path: tape.path });
    this.#console.listen(this.#desk, () => this.#interrupted('SIGINT'));
  }

  #tapeBroke({ path }: LiveTape, { message: text }: TapeError): void {
    this.#parts.host.tape = null;
    this.#teller.say({ event: 'tape', state: 'stopped', path, code: 'trace-failed', text });
  }

  #interrupted(signal: NodeJS.Signals): void {
    if (!this.#isOver) this.#leaveTaking.interrupted(signal);
  }

  #sayHowToHurry(): void {
    const { settings, host } = this.#parts;
    if (settings.json || host.stdout.isTTY !== true) return;
    this.#alarms.later(MOMENT_MS, () => {
      this.#console.lines.out('leaving; press Ctrl-C again to leave at once');
    });
  }

  #leaveAtOnce(): void {
    this.#parts.node.vanish();
    this.#teller.say({ event: 'stopped', code: 'quit', exit: exits.interrupted });
    this.#end(exits.interrupted);
  }

  #crashed(fault: unknown): void {
    const { code, message: text, hint } = ownFault(fault, this.#parts.host.tape);
    this.#teller.say({ event: 'error', code, text, hint, fatal: true });
    this.#teller.say({ event: 'stopped', code, exit: exits.failed });
    this.#end(exits.failed);
  }

  #stopped(): void {
    if (!this.#hasListened) this.#parts.tape?.discard();
    this.#show(this.#farewell);
    this.#end(this.#teller.exit);
  }

  #end(exit: number): void {
    this.#isOver = true;
    this.#alarms.cancelAll();
    this.#desk.close();
    this.#console.close();
    this.#resolve(exit);
  }

  #show(events: readonly NodeEvent[]): void {
    for (const event of events) this.#teller.show(event);
  }
}

/** Politeness that takes longer than this is explained. */
const MOMENT_MS = 500;

function reports({ said }: News, event: Report['event']): boolean {
  return said.type === 'report' && said.event === event;
}
