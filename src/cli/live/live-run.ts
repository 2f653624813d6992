import { NodeError } from '../../node/telling/node-error.ts';
import type { NodeEvent } from '../../node/telling/node-event.ts';
import type { NodeOptions } from '../../node/face/node-options.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { Alarms } from './alarms.ts';
import { CliError, exits, failed, wrongUsage } from '../cli-error.ts';
import { CommandDesk } from '../console/command-desk.ts';
import type { Host } from '../host.ts';
import { interruption$ } from './interruptions.ts';
import { LeaveTaking } from './leave-taking.ts';
import { LiveConsole } from './live-console.ts';
import { LiveInspector } from './live-inspector.ts';
import { openControl } from './live-control.ts';
import { LiveTeller } from './live-teller.ts';
import type { NodeSettings } from '../node-settings.ts';
import { ownFault } from '../own-fault.ts';
import { unhinder } from './unhindered-output.ts';

export interface LiveParts {
  readonly settings: NodeSettings;
  readonly host: Host;
}

/** A live node and its user, from the start to the exit code. */
export class LiveRun {
  readonly #parts: LiveParts;
  readonly #alarms = new Alarms(new SystemClock());
  readonly #console: LiveConsole;
  readonly #teller: LiveTeller;
  readonly #inspector: LiveInspector;
  readonly #leaveTaking = new LeaveTaking({
    politely: () => this.#leave(),
    atOnce: () => this.#leaveAtOnce(),
    sayHowToHurry: () => this.#sayHowToHurry(),
  });
  readonly #exit: Promise<number>;
  #resolve: (exit: number) => void = () => {};
  #node: PeertapeNode | null = null;
  #desk: CommandDesk | null = null;
  #isLeaving = false;
  #isOver = false;

  constructor({ settings, host }: LiveParts) {
    this.#parts = { settings, host };
    unhinder(host.stdout, host.stderr);
    this.#console = new LiveConsole(settings, host);
    this.#teller = new LiveTeller({
      settings,
      host,
      lines: this.#console.lines,
      errors: this.#console.errors,
      alarms: this.#alarms,
      beginningOf: (messageId) => this.#desk?.beginningOf(messageId) ?? null,
    });
    this.#inspector = new LiveInspector({
      port: settings.inspectPort,
      say: (body) => this.#teller.say(body),
    });
    this.#exit = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** To be called once. */
  async untilItsEnd(create: (options: NodeOptions) => Promise<PeertapeNode>): Promise<number> {
    // It stays: what is told to leave twice by a window that closes must not be killed by that.
    interruption$.subscribe((signal) => this.#interrupted(signal));
    this.#parts.host.stdout.once('error', () => this.#leave());
    try {
      this.#begin(await create(this.#parts.settings.options));
    } catch (error) {
      this.#neverBegan(error);
    }
    return this.#exit;
  }

  #begin(node: PeertapeNode): void {
    const desk = new CommandDesk(node, (answered) => this.#teller.say(answered));
    this.#node = node;
    this.#desk = desk;
    node.events$.subscribe({
      next: (event) => this.#tell(event, desk),
      complete: () => this.#end(this.#teller.exit),
    });
    openControl(node, (body) => this.#teller.say(body));
    this.#inspector.follow(node);
    this.#console.listen(desk, () => this.#interrupted('SIGINT'));
    if (this.#isOver) void node.close({ atOnce: true });
    else if (this.#isLeaving) desk.leave();
  }

  /** It has said why, or it is said for it. */
  #neverBegan(error: unknown): void {
    const said = error instanceof NodeError ? error.said : [];
    for (const event of said) this.#teller.show(event);
    const why = said.length > 0 ? null : this.#whyOf(error);
    if (why !== null && !this.#isOver) this.#teller.neverBegan(why);
    this.#end(this.#teller.exit);
    if (why !== null) throw why;
  }

  #whyOf(error: unknown): CliError {
    if (error instanceof CliError) return error;
    if (error instanceof NodeError) return failed(error);
    if (error instanceof RangeError) return wrongUsage(error.message);
    return ownFault(error, this.#parts.host.tape);
  }

  #tell(event: NodeEvent, desk: CommandDesk): void {
    if (event.event === 'tape') {
      this.#parts.host.tape = event.state === 'recording' ? event.path : null;
    }
    const told = desk.toldAs(event);
    if (told !== null) this.#teller.show(told);
    desk.note(event);
  }

  #interrupted(signal: NodeJS.Signals): void {
    if (!this.#isOver) this.#leaveTaking.interrupted(signal);
  }

  #leave(): void {
    this.#isLeaving = true;
    this.#desk?.leave();
  }

  #leaveAtOnce(): void {
    if (this.#node === null) this.#end(exits.interrupted);
    else void this.#node.close({ atOnce: true });
  }

  #sayHowToHurry(): void {
    const { settings, host } = this.#parts;
    if (settings.json || host.stdout.isTTY !== true) return;
    this.#alarms.later(MOMENT_MS, () => {
      this.#console.lines.out('leaving; press Ctrl-C again to leave at once');
    });
  }

  #end(exit: number): void {
    this.#isOver = true;
    this.#alarms.cancelAll();
    this.#desk?.close();
    this.#console.close();
    this.#teller.close();
    void this.#inspector.end().then(() => this.#resolve(exit));
  }
}

/** Politeness that takes longer than this is explained. */
const MOMENT_MS = 500;
