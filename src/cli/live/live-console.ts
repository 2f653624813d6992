import { completeLine } from '../console/complete-line.ts';
import type { CommandDesk } from '../console/command-desk.ts';
import { misused, parseLine } from '../console/parse-line.ts';
import { PASTED_LINES_MAX, PastedLines } from '../console/pasted-lines.ts';
import { obeyPipe } from '../console/piped-console.ts';
import { TerminalConsole } from '../console/terminal-console.ts';
import type { Host, Terminal } from '../host.ts';
import type { NodeSettings } from '../node-settings.ts';
import { linesTo, type Lines } from '../output.ts';

/** The user of a live node: at a terminal, at the other end of a pipe, or with nothing to say. */
export class LiveConsole {
  /** Where all goes that is to be read. */
  readonly lines: Lines;
  /** Where the errors among it go. */
  readonly errors: Terminal;
  readonly #host: Host;
  readonly #isUsed: boolean;
  readonly #terminal: TerminalConsole | null;

  constructor({ useConsole, json }: NodeSettings, host: Host) {
    this.#host = host;
    this.#isUsed = useConsole;
    this.#terminal = useConsole && !json && isInteractive(host) ? new TerminalConsole(host) : null;
    this.lines = this.#terminal ?? linesTo(host);
    this.errors = json || this.#terminal !== null ? host.stdout : host.stderr;
  }

  /** Brings to the desk what the user says. */
  listen(desk: CommandDesk, onInterrupt: () => void): void {
    if (!this.#isUsed) return;
    if (this.#terminal === null) void obeyPipe(this.#host, desk);
    else obeyTerminal(this.#terminal, desk, onInterrupt);
  }

  close(): void {
    this.#terminal?.close();
    if (this.#isUsed) this.#host.stdin.destroy();
  }
}

function obeyTerminal(terminal: TerminalConsole, desk: CommandDesk, onInterrupt: () => void): void {
  terminal.out('type "help" to see what can be said');
  const lines = new PastedLines(
    (line) => desk.obey(parseLine(line)),
    () => void desk.obey(TOO_MANY),
  );
  terminal.listen({
    complete: (line) => completeLine(line, () => desk.peers),
    onLine: (line) => lines.take(line),
    onEnd: () => void lines.over.then(() => desk.settled()).then(() => desk.leave()),
    onInterrupt,
  });
}

const TOO_MANY = misused('', `no more than ${PASTED_LINES_MAX} lines can wait; this one is lost`);

function isInteractive({ stdin, stdout, env }: Host): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb';
}
