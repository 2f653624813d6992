import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The command line, built, in a process of its own, with its events. */
export class Cli {
  #child;
  /** @type {any[]} */
  #events = [];
  /** @type {() => void} */
  #wake = () => {};

  /** @param {readonly string[]} words */
  constructor(words) {
    const args = [main, ...words, '--json'];
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#events.push(JSON.parse(line));
      this.#wake();
    });
  }

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  async event(name) {
    for (;;) {
      const found = this.#events.find(({ event }) => event === name);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(`it ended before '${name}'`);
      await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
    }
  }

  async end() {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGINT');
    await ended;
  }

  /** MB, as the system sees it. */
  get resident() {
    const said = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(said)?.[1]) / 1024;
  }
}
