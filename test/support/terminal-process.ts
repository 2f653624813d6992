import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { cliPath, environment } from './cli-process.ts';

const tool = 'script';

/** Whether there is a tool here that gives a process a terminal of its own. */
export const hasTerminals: boolean =
  process.platform === 'linux' &&
  /util-linux/.test(spawnSync(tool, ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** A `peertape` in a window of its own, which can be typed into and closed. */
export class TerminalProcess {
  /** What the shell saw it exit with; over 128 for a signal. */
  readonly exit: Promise<number>;
  readonly #window: ChildProcess;
  #shown = '';

  constructor(...words: string[]) {
    const command = [process.execPath, cliPath, ...words].map((word) => `'${word}'`).join(' ');
    // As shells do, it passes the hangup on and outlives Ctrl-C; what then ends is told where no terminal is needed.
    const shell = `trap 'kill -HUP $!' HUP; trap : INT; ${command} <&1 &
      while kill -0 $! 2>/dev/null; do wait $!; code=$?; done; echo $code >&3`;
    this.#window = spawn(tool, ['-qfc', shell, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
      env: { ...environment, SHELL: '/bin/sh', TERM: 'xterm' },
    });
    this.#window.stdout!.on('data', (chunk: Buffer) => (this.#shown += chunk.toString()));
    this.exit = firstLineOf(this.#window.stdio[3] as Readable).then(Number);
  }

  get shown(): string {
    return this.#shown;
  }

  type(keys: string): void {
    this.#window.stdin!.write(keys);
  }

  /** From here on nobody looks, until `goOn`: what the system keeps for a terminal fills up. */
  hold(): void {
    this.#window.stdout!.pause();
  }

  goOn(): void {
    this.#window.stdout!.resume();
  }

  close(): void {
    this.#window.kill('SIGKILL');
  }

  /** What is looked for lies within one line, or a few. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    let seen = 0;
    for (;;) {
      const found = pattern.exec(this.#shown.slice(Math.max(0, seen - LINE_UNITS)));
      seen = this.#shown.length;
      if (found !== null) return found;
      await new Promise((resolve) => this.#window.stdout!.once('data', resolve));
    }
  }
}

const LINE_UNITS = 10_000;

/** The window itself may go on: it still shows what was said. */
async function firstLineOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.endsWith('\n')) break;
  }
  return text;
}
