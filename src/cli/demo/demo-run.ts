import { mkdtempSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createNode } from '../../node/face/create-node.ts';
import { NodeError } from '../../node/telling/node-error.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { CliError, exits, type Exit, failed } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { interruption$ } from '../live/interruptions.ts';
import { LeaveTaking } from '../live/leave-taking.ts';
import type { CreateNode } from '../live/live-node.ts';
import { linesTo } from '../output.ts';
import { paintFor } from '../words/paint.ts';
import { roomForTapes } from '../places/room-for-tapes.ts';
import { players as names } from './demo-script.ts';
import { DemoStory } from './demo-story.ts';
import { DemoTeller } from './demo-teller.ts';
import { PacedLines } from './paced-lines.ts';
import { Player } from './player.ts';

export interface DemoSettings {
  readonly count: number;
  /** null: a temporary folder. */
  readonly trace: string | null;
  readonly fast: boolean;
  readonly json: boolean;
}

/** A demo from its folders to its exit code; only its tapes outlive it. */
export class DemoRun {
  readonly #trace: string;
  readonly #keys: string;
  readonly #lines: PacedLines;
  readonly #teller: DemoTeller;
  readonly #players: readonly Player[];
  readonly #story: DemoStory;
  #isLeaving = false;
  #exit: Exit = exits.done;
  #interrupt: () => void = () => {};

  constructor({ count, trace, fast, json }: DemoSettings, host: Host, create = createNode) {
    if (trace !== null) roomForTapes(trace);
    this.#trace = trace === null ? temporary('demo') : resolve(trace);
    this.#keys = temporary('keys');
    const isRead = host.stdout.isTTY === true && !json;
    this.#lines = new PacedLines(new SystemClock(), linesTo(host).out, fast || !isRead);
    const paint = paintFor(host.stdout, host.env);
    this.#teller = new DemoTeller({ lines: this.#lines, paint, json, count });
    this.#players = names.slice(0, count).map((name) => this.#player(name, create));
    this.#story = new DemoStory(this.#players, {
      scene: async (title) => {
        await this.#read();
        await this.#teller.scene(title);
      },
      pause: () => this.#read(),
    });
    host.stdout.once('error', () => this.#leave());
  }

  /** To be called once. */
  async untilItsEnd(): Promise<Exit> {
    const leaveTaking = new LeaveTaking({
      politely: () => this.#interrupted(),
      atOnce: () => this.#leaveAtOnce(),
      sayHowToHurry: () => {},
    });
    const interrupted = new Promise<void>((resolve) => (this.#interrupt = resolve));
    // It stays: what is told to leave twice by a window that closes must not be killed by that.
    interruption$.subscribe((signal) => leaveTaking.interrupted(signal));
    const story = this.#story.play();
    try {
      await Promise.race([story, interrupted]);
    } catch (error) {
      throw error instanceof NodeError ? failed(error) : error;
    } finally {
      await this.#end(story);
      this.#tellTheEnd();
    }
    return this.#exit;
  }

  #player(name: string, create: CreateNode): Player {
    return new Player({
      name,
      data: join(this.#keys, name),
      tapes: this.#trace,
      create: (options) => {
        this.#judgeTime();
        return create(options);
      },
      tell: (life, event) => this.#teller.hear(life, event),
    });
  }

  async #read(): Promise<void> {
    await this.#lines.read;
    this.#judgeTime();
  }

  /** A story that was interrupted does not go on. */
  #judgeTime(): void {
    if (this.#isLeaving) throw new NodeError('the demo is over', { code: 'not-running' });
  }

  #interrupted(): void {
    if (this.#isLeaving) return;
    this.#leave();
    void this.#teller.scene('interrupted: all say goodbye');
  }

  #leave(): void {
    this.#isLeaving = true;
    this.#lines.hurry();
    this.#interrupt();
  }

  #leaveAtOnce(): void {
    this.#exit = exits.interrupted;
    for (const player of this.#players) void player.leave({ atOnce: true });
  }

  /** Whatever the story still waits for has come or cannot come once all nodes have left. */
  async #end(story: Promise<void>): Promise<void> {
    this.#leave();
    await this.#allLeave();
    await story.catch(() => {});
    await this.#allLeave();
    rmSync(this.#keys, { recursive: true, force: true });
    if (this.#lives.length === 0) removeIfEmpty(this.#trace);
  }

  async #allLeave(): Promise<void> {
    await Promise.all(this.#players.map((player) => player.leave()));
  }

  get #lives() {
    return this.#players.flatMap(({ lives }) => lives);
  }

  #tellTheEnd(): void {
    if (this.#lives.length === 0) return;
    const { loss, texts } = this.#story;
    const path = this.#lives.find(({ name }) => name === loss?.by)?.path;
    this.#teller.end({
      event: 'demo',
      at: Date.now(),
      texts,
      trace: this.#trace,
      lives: this.#lives,
      loss: loss === null || path === undefined ? null : { ...loss, path },
    });
  }
}

function temporary(what: string): string {
  try {
    return mkdtempSync(join(realpathSync(tmpdir()), `peertape-${what}-`));
  } catch {
    throw new CliError(`cannot make a folder in ${tmpdir()}`, {
      code: 'folder-failed',
      hint: 'let TMPDIR name one that can be written to',
      exit: exits.failed,
    });
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else's things are in there.
  }
}
