import type { PeerId } from '../../protocol/peer-id.ts';
import { tell, type Asked } from '../engine/asked.ts';
import type { ConnectionInput } from '../connection/connection-context.ts';
import type { Judged } from './judge-greeting.ts';
import type { LinkEntry, NodeContext } from './node-context.ts';

/** Starts a dial, for a contact or for commands that wait for their answer. */
export function openDial(
  context: NodeContext,
  address: string,
  { contact = null, connects = [], expected = null }: DialWishes,
): Judged {
  const dial = context.dials + 1;
  const entry = newLink(`o${dial}`, address, false);
  const [opened, asked] = startConnection(
    { ...context, dials: dial },
    { ...entry, contact, connects, expected },
    dial,
  );
  return [opened, asked];
}

export interface DialWishes {
  readonly contact?: string | null;
  readonly connects?: readonly number[];
  /** Nobody but this peer will do. */
  readonly expected?: PeerId | null;
}

export function hasRoom(context: NodeContext): boolean {
  return !isFull(context) || slowest(context) !== null;
}

/** Beyond the limit, an accepted link is closed before a word is said. */
export function acceptLink(context: NodeContext, link: string, address: string): Judged {
  if (!hasRoom(context)) {
    return [context, [{ type: 'link.close', link }, turnedAway(link, address)]];
  }
  return startConnection(context, newLink(link, address, true), 0);
}

function startConnection(before: NodeContext, entry: LinkEntry, dial: number): Judged {
  const { link, address, inbound } = entry;
  const [context, asked] = makeRoom(before);
  const { config, listening } = context;
  const input: ConnectionInput = { link, address, inbound, dial, config, listening };
  return [
    { ...context, links: context.links.set(link, entry) },
    [...asked, { type: 'actor.start', path: `node/${link}`, machine: 'connection', input }],
  ];
}

/** Who comes and says nothing keeps nobody out: of all who have not shown who they are, the first goes. */
function makeRoom(context: NodeContext): Judged {
  const entry = isFull(context) ? slowest(context) : null;
  if (entry === null) return [context, []];
  const { link, address } = entry;
  return [
    { ...context, links: context.links.delete(link) },
    [tell(`node/${link}`, { type: 'abort', code: NO_ROOM }), turnedAway(link, address)],
  ];
}

function isFull({ links, config }: NodeContext): boolean {
  return links.size >= config.connectionsMax;
}

/** Links that were accepted are counted in their names. */
function slowest({ links }: NodeContext): LinkEntry | null {
  let first: LinkEntry | null = null;
  for (const entry of links.values()) {
    if (!entry.inbound || entry.state !== 'opening') continue;
    if (first === null || countOf(entry) < countOf(first)) first = entry;
  }
  return first;
}

function countOf({ link }: LinkEntry): number {
  return Number(link.slice(1));
}

function turnedAway(link: string, address: string): Asked {
  return {
    type: 'report',
    event: 'refused',
    address,
    peer: null,
    link,
    inbound: true,
    code: NO_ROOM,
    by: 'us',
    text: '',
  };
}

const NO_ROOM = 'too-many-connections';

function newLink(link: string, address: string, inbound: boolean): LinkEntry {
  return {
    link,
    address,
    inbound,
    state: 'opening',
    peer: null,
    instance: null,
    name: '',
    secure: false,
    listens: address,
    expected: null,
    contact: null,
    reported: false,
    connects: [],
    redials: [],
    wantedAgain: null,
    disconnects: [],
  };
}
