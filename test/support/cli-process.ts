import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

type Event = Readonly<Record<string, unknown>>;

export const cliPath: string = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const running = new Set<ScriptProcess>();

/** Where the nodes of one test file keep what is theirs: never in the home of whoever runs the tests. */
const home: string = mkdtempSync(join(tmpdir(), 'peertape-home-'));
afterAll(async () => {
  await endAll();
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

/** What the tests are run with says nothing to the nodes in them. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PEERTAPE_')),
  ),
  PEERTAPE_HOME: home,
};

/** Nothing that a test has started outlives it. */
export async function endAll(): Promise<void> {
  const ends = [...running].map((process) => process.kill('SIGKILL'));
  await Promise.all(ends);
}

/** A script that runs, what it has said so far, and a way to wait for what it will say. */
export class ScriptProcess {
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Set<() => void>();
  readonly #events: Event[] = [];
  /** What does not stand among the events yet. */
  #unparsed = '';
  #out = '';
  #err = '';
  #isOver = false;

  constructor(script: string, said: readonly (string | Readonly<Record<string, string>>)[]) {
    const words = said.filter((each) => typeof each === 'string');
    const variables = said.filter((each) => typeof each === 'object');
    this.#child = spawn(process.execPath, [script, ...words], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: Object.assign({}, environment, ...variables),
    });
    running.add(this);
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#out += text;
      this.#unparsed += text;
      this.#tellWaiting();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#err += text;
      this.#tellWaiting();
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        running.delete(this);
        this.#isOver = true;
        resolve(code ?? signal!);
        this.#tellWaiting();
      });
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get out(): string {
    return this.#out;
  }

  get err(): string {
    return this.#err;
  }

  /** What it said in JSON; throws if anything else is among it. */
  get events(): readonly Event[] {
    const lines = this.#unparsed.split('\n');
    this.#unparsed = lines.pop()!;
    this.#events.push(...lines.map((line) => JSON.parse(line) as Event));
    return this.#events;
  }

  say(...lines: (string | object)[]): void {
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    this.#child.stdin.write(texts.map((text) => `${text}\n`).join(''));
  }

  /** From here on nobody reads what it says, until `goOn`. */
  hold(): void {
    this.#child.stdout.pause();
  }

  goOn(): void {
    this.#child.stdout.resume();
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
    this.#child.kill(signal);
    return this.ended;
  }

  /** The first event that fits; throws once none can come any more. */
  async event(name: string, fields: Event = {}): Promise<Event> {
    const wanted = Object.entries({ ...fields, event: name });
    const what = `the event ${name} ${JSON.stringify(fields)}`;
    return this.eventOf((event) => wanted.every(([key, value]) => event[key] === value), what);
  }

  async eventOf(fits: (event: Event) => boolean, what = `an event that fits`): Promise<Event> {
    let seen = 0;
    return this.#until(what, () => {
      const fresh = this.events.slice(seen);
      seen += fresh.length;
      return fresh.find(fits);
    });
  }

  async line(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(`a line like ${pattern}`, () => pattern.exec(this.#out) ?? undefined);
  }

  /** What it says on stderr. */
  async complaint(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(`a complaint like ${pattern}`, () => pattern.exec(this.#err) ?? undefined);
  }

  async #until<T>(what: string, look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#isOver) throw new Error(`${what} never came:\n${this.#out}${this.#err}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #tellWaiting(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** A real `peertape`. */
export class CliProcess extends ScriptProcess {
  constructor(...said: (string | Readonly<Record<string, string>>)[]) {
    super(cliPath, said);
  }
}

/** A node that listens already, on a port of its own. */
export async function startNode(...words: string[]): Promise<CliProcess & { port: string }> {
  const node = new CliProcess('node', '--insecure', '--port', '0', '--json', ...words);
  const { port } = await node.event('listening');
  return Object.assign(node, { port: String(port) });
}
