import type { PeerId } from '../../protocol/peer-id.ts';
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

export function hasRoom({ links, config }: NodeContext): boolean {
  return links.size < config.connectionsMax;
}

/** Beyond the limit, an accepted link is closed before a word is said. */
export function acceptLink(context: NodeContext, link: string, address: string): Judged {
  if (!hasRoom(context)) {
    const code = 'too-many-connections';
    return [
      context,
      [
        { type: 'link.close', link },
        {
          type: 'report',
          event: 'refused',
          address,
          peer: null,
          link,
          inbound: true,
          code,
          by: 'us',
          text: '',
        },
      ],
    ];
  }
  return startConnection(context, newLink(link, address, true), 0);
}

function startConnection(context: NodeContext, entry: LinkEntry, dial: number): Judged {
  const { link, address, inbound } = entry;
  const { config, listening } = context;
  const input: ConnectionInput = { link, address, inbound, dial, config, listening };
  return [
    { ...context, links: context.links.set(link, entry) },
    [{ type: 'actor.start', path: `node/${link}`, machine: 'connection', input }],
  ];
}

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
