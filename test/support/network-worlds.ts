import { defaultLinkPlan, type Segmentation } from '../../src/sim/link-plan.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import type { Link } from '../../src/streams/link.ts';
import type { DialEvent, ListenEvent, Network } from '../../src/streams/network.ts';
import { newIdentity } from '../../src/streams/identity/identity.ts';
import { tcpNetwork } from '../../src/streams/tcp-network.ts';
import { tlsNetwork } from '../../src/streams/tls-network.ts';
import { LinkRecording } from './link-recording.ts';
import { Recording } from './recording.ts';

/** What a contract needs of an implementation of the network. */
export interface NetworkWorld {
  /** Where `target` listens. */
  readonly host: string;
  readonly dialler: Network;
  readonly target: Network;
  /** A host that is not `target`. */
  readonly elsewhere: string;
  /** Whose keys a link shows, if it shows any. */
  readonly peers: { readonly dialler: PeerId | null; readonly target: PeerId | null };
  /** Lets time pass where it does not by itself. */
  drive(): void;
}

export const networkWorlds: readonly { readonly name: string; make(): NetworkWorld }[] = [
  { name: 'tcp', make: makeTcpWorld },
  { name: 'tls', make: makeTlsWorld },
  { name: 'virtual, whole', make: () => makeVirtualWorld('whole') },
  { name: 'virtual, cut at random', make: () => makeVirtualWorld('random') },
];

export interface Listening {
  readonly heard: Recording<ListenEvent>;
  readonly address: string;
  readonly port: number;
  accepted(index?: number): Promise<Link>;
}

export async function listen(world: NetworkWorld, port = 0): Promise<Listening> {
  const heard = new Recording(world.target.listen(world.host, port));
  world.drive();
  await heard.until(({ events }) => events.length > 0);
  const [first] = heard.events;
  if (first?.type !== 'listening') throw new Error(`cannot listen: ${JSON.stringify(first)}`);
  return {
    heard,
    address: `${world.host}:${first.port}`,
    port: first.port,
    accepted: async (index = 0) => {
      world.drive();
      await heard.until(() => linksOf(heard).length > index);
      return linksOf(heard)[index] as Link;
    },
  };
}

export async function dial(world: NetworkWorld, address: string): Promise<DialEvent> {
  const heard = new Recording(world.dialler.dial(address));
  world.drive();
  await heard.until(({ isComplete }) => isComplete);
  if (heard.events.length !== 1) throw new Error(`${heard.events.length} answers to a dial`);
  return heard.events[0] as DialEvent;
}

export async function dialLink(world: NetworkWorld, address: string): Promise<Link> {
  const event = await dial(world, address);
  if (event.type !== 'opened') throw new Error(`cannot dial: ${event.code}`);
  return event.link;
}

/** Both ends of a link that nobody has listened to yet. */
export async function linkPair(world: NetworkWorld): Promise<[dialled: Link, accepted: Link]> {
  const listening = await listen(world);
  const dialled = await dialLink(world, listening.address);
  const accepted = await listening.accepted();
  listening.heard.unsubscribe();
  return [dialled, accepted];
}

/** Waits until whatever was under way has come: what was sent later on another link has. */
export async function settle(world: NetworkWorld): Promise<void> {
  const [a, b] = await linkPair(world);
  const heard = new LinkRecording(b);
  a.write(Uint8Array.of(1));
  world.drive();
  await heard.until(({ length }) => length === 1);
  b.close();
  const last = new LinkRecording(a);
  world.drive();
  await last.until(({ isComplete }) => isComplete);
}

export function linksOf(heard: Recording<ListenEvent>): Link[] {
  return heard.events.flatMap((event) => (event.type === 'accepted' ? [event.link] : []));
}

function makeTcpWorld(): NetworkWorld {
  return {
    host: '127.0.0.1',
    dialler: tcpNetwork,
    target: tcpNetwork,
    elsewhere: '203.0.113.7',
    peers: { dialler: null, target: null },
    drive: () => {},
  };
}

const [dialler, target] = [await newIdentity(), await newIdentity()];

function makeTlsWorld(): NetworkWorld {
  return {
    ...makeTcpWorld(),
    dialler: tlsNetwork(dialler),
    target: tlsNetwork(target),
    peers: { dialler: dialler.id, target: target.id },
  };
}

function makeVirtualWorld(segmentation: Segmentation): NetworkWorld {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, 1, () => ({ ...defaultLinkPlan, segmentation }));
  return {
    host: 'b',
    dialler: board.networkOf('a'),
    target: board.networkOf('b'),
    elsewhere: 'c',
    peers: { dialler: null, target: null },
    drive: () => void clock.run(),
  };
}
