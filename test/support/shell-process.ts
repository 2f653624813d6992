import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { onTestFailed, onTestFinished } from 'vitest';
import { environment } from './cli-process.ts';

/** A line for the shell as somebody types it, with all that it starts. It ends with its test. */
export class ShellProcess {
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Set<() => void>();
  #shown = '';
  #isOver = false;

  constructor(line: string, cwd: string) {
    // npm would ask the network whether there is a newer one.
    const quiet = { npm_config_update_notifier: 'false', NO_COLOR: '1' };
    const env = { ...environment, ...quiet, TMPDIR: cwd };
    this.#child = spawn('sh', ['-c', line], { cwd, env, detached: true, stdio: 'pipe' });
    this.#child.stdin.on('error', () => {});
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#shown += text;
        this.#tellWaiting();
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#isOver = true;
        resolve(code ?? signal!);
        this.#tellWaiting();
      });
    });
    onTestFinished(() => this.#end());
  }

  /** All that it wrote, to either stream. */
  get shown(): string {
    return this.#shown;
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** The first line that fits; throws once none can come any more. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    onTestFailed(() => {
      if (!pattern.test(this.#shown)) console.error(`no line like ${pattern} in:\n${this.#shown}`);
    });
    for (;;) {
      const found = pattern.exec(this.#shown);
      if (found !== null) return found;
      if (this.#isOver) throw new Error(`a line like ${pattern} never came:\n${this.#shown}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** npm, its shell and the node in it are one group. */
  async #end(): Promise<void> {
    if (!this.#isOver) process.kill(-this.#child.pid!, 'SIGKILL');
    await this.ended;
  }

  #tellWaiting(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
