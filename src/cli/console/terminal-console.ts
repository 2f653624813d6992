import {
  createInterface,
  cursorTo,
  clearScreenDown,
  moveCursor,
  type Interface,
} from 'node:readline';
import type { Host } from '../host.ts';
import type { Lines } from '../output.ts';

export interface TerminalHandlers {
  /** What Tab could make of a line, and of which part of it. */
  readonly complete: (line: string) => [string[], string];
  readonly onLine: (line: string) => void;
  /** Ctrl-D, or the terminal has gone. */
  readonly onEnd: () => void;
  readonly onInterrupt: () => void;
}

/** A prompt at the bottom of a terminal, above which lines appear without touching what is typed. */
export class TerminalConsole implements Lines {
  readonly #stdout: Host['stdout'];
  readonly #readline: Interface;
  #complete: TerminalHandlers['complete'] = (line) => [[], line];
  #isPrompting = false;

  constructor({ stdin, stdout }: Pick<Host, 'stdin' | 'stdout'>) {
    this.#stdout = stdout;
    this.#readline = createInterface({
      input: stdin,
      output: stdout,
      terminal: true,
      prompt: '> ',
      historySize: HISTORY_LINES_MAX,
      removeHistoryDuplicates: true,
      completer: (line: string) => this.#complete(line),
    });
    // A terminal that fails has gone, and that is the end of input. It fails once more when readline
    // puts its settings back while it closes.
    stdin.on('error', () => {});
    this.#readline.once('error', () => this.#readline.close()).on('error', () => {});
  }

  readonly out = (line: string): void => this.#print(line);
  readonly err = (line: string): void => this.#print(line);

  listen({ complete, onLine, onEnd, onInterrupt }: TerminalHandlers): void {
    this.#complete = complete;
    this.#readline.on('line', (line) => {
      onLine(line);
      if (this.#isPrompting) this.#readline.prompt();
    });
    this.#readline.on('SIGINT', onInterrupt);
    // A node that is stopped is lost to its peers, and the terminal would be left as it is now.
    this.#readline.on('SIGTSTP', () => this.out(NO_PAUSE));
    this.#readline.on('close', () => {
      if (this.#isPrompting) onEnd();
      this.#isPrompting = false;
    });
    this.#isPrompting = true;
    this.#readline.prompt();
  }

  close(): void {
    if (this.#isPrompting) this.#wipe();
    this.#isPrompting = false;
    this.#readline.close();
  }

  #print(line: string): void {
    if (this.#isPrompting) this.#wipe();
    this.#stdout.write(`${line}\n`);
    if (this.#isPrompting) this.#readline.prompt(true);
  }

  /** Leaves the cursor where the prompt began, and readline with nothing to wipe itself. */
  #wipe(): void {
    const { rows } = this.#readline.getCursorPos();
    moveCursor(this.#stdout, 0, -rows);
    cursorTo(this.#stdout, 0);
    clearScreenDown(this.#stdout);
    // It counts rows on its own, and miscounts those of a paste.
    (this.#readline as Interface & { prevRows: number }).prevRows = 0;
  }
}

const NO_PAUSE = 'a node cannot be paused: Ctrl-C leaves, and --no-console with & runs it aside';
const HISTORY_LINES_MAX = 1_000;
