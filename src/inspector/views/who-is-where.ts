import type { ContactEntry, NodeContext } from '../../machines/node/context/node-context.ts';
import type { ActorLife } from '../film/film.ts';

/** Of a connection or a contact: who is at the other end, and where, as far as known. */
export interface WhoIsWhere {
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly inbound: boolean | null;
}

/**
 * Says it of anybody who was there: what the node knew of its links and contacts goes before what the tape tells of
 * them, which it may tell only later.
 */
export function whoIsWhere(node: NodeContext | null): (life: ActorLife) => WhoIsWhere {
  const contacts = new Map<string, ContactEntry>();
  for (const contact of node?.contacts.values() ?? []) contacts.set(contact.path, contact);
  return (life) => {
    // The path of a contact can be that of another one later.
    const isThere = life.lastTurn === null;
    const link = isThere ? node?.links.get(linkOf(life.path)) : undefined;
    const contact = isThere ? contacts.get(life.path) : undefined;
    const peer = link?.peer ?? link?.found ?? contact?.peer ?? life.peer;
    return {
      peer,
      name: link?.name || node?.peers.get(peer)?.name || life.name,
      address: link?.address ?? contact?.address ?? life.address,
      inbound: link?.inbound ?? life.inbound,
    };
  };
}

/** `node/o1` → `o1`. */
export function linkOf(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
