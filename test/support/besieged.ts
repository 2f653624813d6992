import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { NodeStatus, PeerLine, PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { askControl } from '../../src/streams/control/ask-control.ts';
import { CliProcess } from './cli-process.ts';
import type { Stranger } from './stranger.ts';

const friends: PeertapeNode[] = [];
afterAll(() => Promise.all(friends.map((friend) => friend.close({ atOnce: true }))));

/** What V8 may take and keep for a while, with room. */
const GROWTH_BYTES_MAX = 128 * 1_048_576;
const BEAT_MS = 100;

/** What a process holds of the system. */
export interface Burden {
  readonly residentBytes: number;
  readonly descriptors: number;
}

/** A node as a process, to be attacked, and an honest peer of it that goes on talking meanwhile. */
export class Besieged {
  readonly node: CliProcess;
  readonly port: number;
  readonly data: string;
  readonly id: string;
  readonly friend: PeertapeNode;

  /** What it held before anybody came but its friend. */
  readonly before: Burden;
  /** The most that was seen since. */
  most: Burden;

  private constructor(node: CliProcess, friend: PeertapeNode, listening: Listening) {
    this.node = node;
    this.friend = friend;
    ({ port: this.port, data: this.data, peer: this.id } = listening);
    this.before = this.most = this.burden();
  }

  static async start(...words: string[]): Promise<Besieged> {
    const node = new CliProcess('node', '--port', '0', '--json', ...words);
    const listening = (await node.event('listening')) as unknown as Listening;
    const insecure = words.includes('--insecure');
    const friend = await createNode({ port: 0, name: 'friend', insecure });
    friends.push(friend);
    await friend.connect(`127.0.0.1:${listening.port}`);
    return new Besieged(node, friend, listening);
  }

  /** Its friend is heard and its user answered, both within a second. */
  async isServing(): Promise<void> {
    const began = performance.now();
    await Promise.all([this.friend.send(this.id, 'still here'), this.status()]);
    const took = performance.now() - began;
    expect(took).toBeLessThan(1_000);
    const { residentBytes, descriptors } = this.burden();
    this.most = {
      residentBytes: Math.max(residentBytes, this.most.residentBytes),
      descriptors: Math.max(descriptors, this.most.descriptors),
    };
  }

  /** All the while, as often as somebody would look. */
  async servesDuring<T>(attack: Promise<T>): Promise<T> {
    const over = attack.then(
      () => true,
      () => true,
    );
    const beat = (): Promise<false> => setTimeout(BEAT_MS, false);
    do await this.isServing();
    while (!(await Promise.race([over, beat()])));
    await this.isServing();
    return attack;
  }

  async status(): Promise<NodeStatus> {
    return (await this.#ask('status')) as NodeStatus;
  }

  async standingOf(peer: string): Promise<number | undefined> {
    const lines = (await this.#ask('peers')) as readonly PeerLine[];
    return lines.find((line) => line.peer === peer)?.standing;
  }

  /** Once nobody is there but its friend, it holds no more than it did before. */
  async isAlone(growthBytesMax = GROWTH_BYTES_MAX): Promise<void> {
    while ((await this.status()).links > 1);
    // The asker's own sockets may still be closing.
    while (this.burden().descriptors > this.before.descriptors) await this.isServing();
    expect(this.most.residentBytes).toBeLessThan(this.before.residentBytes + growthBytesMax);
  }

  /** What became of a link that never was a connection, or no longer is one. */
  async codeFor({ address }: Stranger): Promise<unknown> {
    const { code } = await this.node.eventOf(
      (event) => event['address'] === address && 'code' in event,
    );
    return code;
  }

  /** Nothing where the system does not tell. */
  burden(): Burden {
    if (process.platform !== 'linux') return { residentBytes: 0, descriptors: 0 };
    const folder = `/proc/${this.node.pid}`;
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`${folder}/status`, 'utf8'))!;
    return {
      residentBytes: Number(kilobytes) * 1_024,
      descriptors: readdirSync(`${folder}/fd`).length,
    };
  }

  async #ask(command: string): Promise<unknown> {
    const { ok, result } = (await askControl(this.data, { command })) as Answer;
    expect(ok).toBe(true);
    return result;
  }
}

interface Listening {
  readonly port: number;
  readonly data: string;
  readonly peer: string;
}

interface Answer {
  readonly ok: boolean;
  readonly result: unknown;
}
