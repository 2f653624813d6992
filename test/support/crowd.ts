import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CliProcess, ScriptProcess } from './cli-process.ts';
import { freePort, startPeer, type PeerProcess } from './peer-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Event = ScriptProcess['events'][number];

/** A node, in a process of its own or in one that it shares with others. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly host: ScriptProcess;
  readonly isAlone: boolean;
}

/** What a process holds. */
export interface Sample {
  readonly heapBytes: number;
  readonly descriptors: number;
  readonly links: number;
}

/** What a process holds, as the system sees it. */
export interface Footprint {
  readonly residentBytes: number;
  readonly descriptors: number;
}

/** Real nodes that come and go, and what has become of each. */
export class Crowd {
  readonly members: Member[] = [];
  readonly left = new Set<string>();
  readonly killed = new Set<string>();
  readonly #seeds: readonly string[];
  readonly #seedsHost: ScriptProcess;
  #count = 0;

  constructor(seeds: readonly string[], seedsHost: ScriptProcess) {
    this.#seeds = seeds;
    this.#seedsHost = seedsHost;
  }

  /** Every process that there is, that of the seed nodes too. */
  get hosts(): ReadonlySet<ScriptProcess> {
    return new Set([this.#seedsHost, ...this.members.map(({ host }) => host)]);
  }

  /** Each in a process of its own. */
  async joinAlone(count: number, ...words: string[]): Promise<readonly PeerProcess[]> {
    const known = ['--seeds', this.#seeds.join(',')];
    const names = Array.from({ length: count }, () => this.#nextName());
    return Promise.all(
      names.map(async (name) => {
        const node = await startPeer(
          name,
          ...known,
          ...(words.length > 0 ? words : ['--no-trace']),
        );
        await this.#arrived({ id: node.id, name, host: node, isAlone: true });
        return node;
      }),
    );
  }

  /** So many in one process. */
  async joinTogether(count: number): Promise<ScriptProcess> {
    const host = new ScriptProcess(household, []);
    const names = Array.from({ length: count }, () => this.#nextName());
    for (const name of names) host.say({ order: 'start', options: { name, seeds: this.#seeds } });
    await Promise.all(
      names.map(async (name) => {
        const { peer } = await host.event('listening', { name });
        await this.#arrived({ id: String(peer), name, host, isAlone: false });
      }),
    );
    return host;
  }

  async leave(member: Member): Promise<void> {
    this.#forget(member, this.left);
    if (!member.isAlone) member.host.say({ order: 'leave', to: member.id });
    else void member.host.kill('SIGTERM');
    await eventOf(member, ({ event }) => event === 'stopped', 'its end');
  }

  /** Without a word, and all that share its process. */
  async kill(host: ScriptProcess): Promise<void> {
    for (const member of this.members.filter((each) => each.host === host)) {
      this.#forget(member, this.killed);
    }
    await host.kill('SIGKILL');
  }

  #nextName(): string {
    this.#count += 1;
    return `n${this.#count}`;
  }

  /** Whoever is not the first has found somebody besides the seed nodes. */
  async #arrived(member: Member): Promise<void> {
    this.members.push(member);
    if (this.members.length === 1) return;
    const isNeighbour = ({ event, address }: Event): boolean =>
      event === 'connected' && !this.#seeds.includes(String(address));
    await eventOf(member, isNeighbour, `a neighbour of ${member.name}`);
  }

  #forget(member: Member, fate: Set<string>): void {
    this.members.splice(this.members.indexOf(member), 1);
    fate.add(member.id);
  }
}

/** Two seed nodes, and nobody yet. */
export async function emptyCrowd(): Promise<Crowd> {
  const home = { PEERTAPE_HOME: join(temporaryFolder(), 'home') };
  const seeds = new CliProcess('seeds', '2', '--from', await freePort(), '--json', home);
  const addresses: string[] = [];
  await seeds.eventOf(({ event, host, port }) => {
    if (event === 'listening') addresses.push(`${String(host)}:${String(port)}`);
    return addresses.length === 2;
  });
  return new Crowd(addresses, seeds);
}

export async function eventOf(
  { id, host }: Member,
  fits: (event: Event) => boolean,
  what: string,
): Promise<Event> {
  return host.eventOf((event) => event['node'] === id && fits(event), what);
}

export async function askMember(
  { id: to, host, isAlone }: Member,
  command: 'peers' | 'status',
): Promise<unknown> {
  asked += 1;
  const id = `asked-${asked}`;
  host.say(isAlone ? { id, command } : { order: 'ask', id, to, command });
  return (await host.event('answer', { id }))['result'];
}

export async function sampleOf(host: ScriptProcess): Promise<Sample> {
  const known = host.events.length;
  host.say({ order: 'sample' });
  let seen = 0;
  const sample = await host.eventOf(({ event }) => (seen += 1) > known && event === 'sample');
  return sample as unknown as Sample;
}

export function footprintOf({ pid }: ScriptProcess): Footprint {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  const descriptors = readdirSync(`/proc/${pid}/fd`).length;
  return { residentBytes: Number(kilobytes) * 1_024, descriptors };
}

const household = fileURLToPath(new URL('household.mjs', import.meta.url));
let asked = 0;
