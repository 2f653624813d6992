import { join } from 'node:path';
import { firstFreePort } from '../../src/streams/first-free-port.ts';
import { CliProcess } from './cli-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Event = CliProcess['events'][number];

/** A real node of an overlay, with what tests say about it most. */
export interface PeerProcess extends CliProcess {
  readonly id: string;
  readonly name: string;
  /** Where it listens. */
  readonly port: string;
  readonly address: string;
}

/** Such a node, once it listens. */
export async function startPeer(name: string, ...words: string[]): Promise<PeerProcess> {
  return listening(new CliProcess('node', ...anywhere(), '--name', name, ...words));
}

export async function startSeed(...words: string[]): Promise<PeerProcess> {
  return listening(new CliProcess('seed', ...anywhere(), ...words));
}

/** Under names of one letter, all at once. */
export async function startPeers(names: string, ...words: string[]): Promise<PeerProcess[]> {
  return Promise.all(Array.from(names, (name) => startPeer(name, ...words)));
}

/** The next one, below those that systems give to whoever asks for any. */
export async function freePort(): Promise<string> {
  const port = (await firstFreePort('127.0.0.1', nextPort))!;
  nextPort = port + 1;
  return String(port);
}

/** The result of a command, however many others were asked before. */
export async function ask(node: CliProcess, command: string, ...args: string[]): Promise<unknown> {
  asked += 1;
  const id = asked;
  node.say({ id, command, args });
  const answer = await node.event('answer', { id });
  if (answer['ok'] !== true) throw new Error(`${command}: ${JSON.stringify(answer['error'])}`);
  return answer['result'];
}

/** Asks again as soon as it has answered, until the result fits: nothing tells of what is asked for. */
export async function askUntil<Result>(
  node: CliProcess,
  command: string,
  fits: (result: Result) => boolean,
): Promise<Result> {
  for (;;) {
    const result = (await ask(node, command)) as Result;
    if (fits(result)) return result;
  }
}

/** Each of them has seen each other one connected. */
export async function allLinked(nodes: readonly PeerProcess[]): Promise<void> {
  await Promise.all(
    nodes.flatMap((node) =>
      nodes
        .filter((other) => other !== node)
        .map((other) => node.event('connected', { peer: other.id })),
    ),
  );
}

/** How often such a text has come. */
export function timesHeard({ events }: CliProcess, text: string): number {
  return events.filter((event) => event['event'] === 'message' && event['text'] === text).length;
}

/** Polite; what was on its way to them has come or never will. */
export async function endPolitely(nodes: readonly CliProcess[]): Promise<void> {
  for (const node of nodes) node.endInput();
  await Promise.all(nodes.map(({ ended }) => ended));
}

/** What a node says that has become of another, whether they were linked or not. */
export function fateOf(id: string, state: string): (event: Event) => boolean {
  return (event) =>
    event['peer'] === id &&
    ((event['event'] === 'peer' && event['state'] === state) ||
      (event['event'] === 'disconnected' && event['how'] === state));
}

async function listening(started: CliProcess): Promise<PeerProcess> {
  const { peer, name = '', host, port } = await started.event('listening');
  const where = { port: String(port), address: `${String(host)}:${String(port)}` };
  return Object.assign(started, { id: String(peer), name: String(name), ...where });
}

/** What is said later counts; and nobody remembers whom another test has met. */
function anywhere(): readonly string[] {
  return ['--port', '0', '--json', '--data', join(temporaryFolder(), 'data')];
}

let asked = 0;
let nextPort = 12_400 + (process.pid % 10_000);
