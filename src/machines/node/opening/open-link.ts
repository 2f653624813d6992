import { limits } from '../../../protocol/limits.ts';
import type { Purpose } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { ConnectionInput } from '../../connection/connection-context.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import type { LinkEntry, NodeContext, ProbeFor } from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { crowdedOut } from './crowded-out.ts';
import { chargeAttempt, chargeFailure, mayCome } from './host-budgets.ts';

/** Starts a dial, for a contact or for commands that wait for their answer. */
export function openDial(
  context: NodeContext,
  address: string,
  {
    contact = null,
    connects = [],
    expected = null,
    purpose = 'stay',
    probe = null,
    until = null,
  }: DialWishes,
): Judged {
  const dial = context.dials + 1;
  const entry = newLink(`o${dial}`, address, false);
  const [opened, asked] = startConnection(
    { ...context, dials: dial },
    { ...entry, contact, connects, expected, purpose, probe },
    dial,
    until,
  );
  return [opened, asked];
}

export interface DialWishes {
  readonly contact?: string | null;
  readonly connects?: readonly number[];
  /** Nobody but this peer will do. */
  readonly expected?: PeerId | null;
  readonly purpose?: Purpose;
  readonly probe?: ProbeFor | null;
  /** When it is to be done. */
  readonly until?: number | null;
}

/** Whoever has not said who they are takes nobody's place; whoever is dialled can have that of one of a crowd. */
export function hasRoomToDial(context: NodeContext, address: string): boolean {
  const { links, config } = context;
  let count = 0;
  for (const entry of links.values()) if (isCommitted(entry) || isDial(entry)) count += 1;
  const isRoom = count < config.connectionsMax || crowdedOut(context, address) !== null;
  return isRoom && hasPlace(context);
}

/** One of a crowd makes room for the peer of that link, if there is no other. */
export function withRoomFor(context: NodeContext, link: string): Judged {
  const { address } = context.links.get(link)!;
  const guest = hasRoomFor(context, link) ? null : crowdedOut(context, address);
  return guest === null ? [context, []] : refuse(context, guest.link, NO_ROOM);
}

/** Besides those of the same peer, of which one remains; whoever comes by itself leaves some to those that are dialled. */
export function hasRoomFor({ links, config }: NodeContext, link: string): boolean {
  const { peer, inbound } = links.get(link)!;
  let count = 0;
  for (const entry of links.values()) if (isCommitted(entry) && entry.peer !== peer) count += 1;
  return count < config.connectionsMax - (inbound ? keptForDials(config) : 0);
}

/** Of few connections, few or none. */
function keptForDials({ connectionsMax }: NodeContext['config']): number {
  return Math.min(limits.dialledConnectionsMin, Math.floor(connectionsMax / 8));
}

function isCommitted({ state }: LinkEntry): boolean {
  return state !== 'opening' && state !== 'leaving';
}

function isDial({ state, inbound }: LinkEntry): boolean {
  return state === 'opening' && !inbound;
}

function hasPlace(context: NodeContext): boolean {
  return !isFull(context) || idlest(context) !== null;
}

/** Who comes too many is told so in the greeting; a crowd of them, and who comes too often, is closed before a word is said. */
export function acceptLink(before: NodeContext, link: string, address: string, at: number): Judged {
  if (!mayCome(before, address, at)) return closeAtOnce(before, link, address, 'rate-limited');
  const context = chargeAttempt(before, address, at);
  if (!hasPlace(context)) return closeAtOnce(context, link, address, NO_ROOM);
  const pushedOut = isFull(context) ? idlest(context) : null;
  const charged =
    pushedOut === null
      ? context
      : chargeFailure(context, pushedOut, { code: NO_ROOM, by: 'us' }, at);
  return startConnection(charged, newLink(link, address, true), 0);
}

function closeAtOnce(context: NodeContext, link: string, address: string, code: string): Judged {
  return [context, [{ type: 'link.close', link }, turnedAway(link, address, code)]];
}

function startConnection(
  before: NodeContext,
  entry: LinkEntry,
  dial: number,
  until: number | null = null,
): Judged {
  const { link, address, inbound } = entry;
  const [context, asked] = makeRoom(before);
  const { config, listening } = context;
  const purpose = entry.purpose as Purpose | '';
  const own = { link, address, inbound, dial, purpose, until };
  const input: ConnectionInput = { ...own, config, listening };
  return [
    { ...context, links: context.links.set(link, entry) },
    [...asked, { type: 'actor.start', path: `node/${link}`, machine: 'connection', input }],
  ];
}

/** Who comes and says nothing keeps nobody out, nor does who was turned away and does not go. */
function makeRoom(context: NodeContext): Judged {
  const entry = isFull(context) ? idlest(context) : null;
  if (entry === null) return [context, []];
  const { link, address, peer } = entry;
  return [
    { ...context, links: context.links.delete(link) },
    [
      tell(`node/${link}`, { type: 'abort', code: NO_ROOM }),
      turnedAway(link, address, NO_ROOM, peer),
    ],
  ];
}

function isFull({ links, config }: NodeContext): boolean {
  return links.size >= config.connectionsMax + limits.courtesyLinksMax;
}

/** Of those that nobody would miss: who is on the way out already, else who has taken longest to say who it is. */
function idlest({ links }: NodeContext): LinkEntry | null {
  let first: LinkEntry | null = null;
  for (const entry of links.values()) {
    if (isIdle(entry) && (first === null || rankOf(entry) < rankOf(first))) first = entry;
  }
  return first;
}

function isIdle({ inbound, state, reported, connects }: LinkEntry): boolean {
  const isNobody = state === 'opening' || (state === 'leaving' && !reported);
  return inbound && isNobody && connects.length === 0;
}

/** Links that were accepted are counted in their names. */
function rankOf({ link, state }: LinkEntry): number {
  const count = Number(link.slice(1));
  return state === 'leaving' ? count - Number.MAX_SAFE_INTEGER : count;
}

function turnedAway(
  link: string,
  address: string,
  code: string,
  peer: PeerId | null = null,
): Asked {
  return {
    type: 'report',
    event: 'refused',
    address,
    peer,
    link,
    inbound: true,
    code,
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
    purpose: '',
    probe: null,
    found: null,
    enrolledAt: null,
    reported: false,
    connects: [],
    redials: [],
    wantedAgain: null,
    disconnects: [],
  };
}
