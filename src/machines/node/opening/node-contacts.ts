import type { Reason } from '../../../protocol/close-codes.ts';
import { limits } from '../../../protocol/limits.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import type { ToContact } from '../../engine/told.ts';
import type { Judged } from '../context/judged.ts';
import type { ContactEntry, LinkEntry, NodeContext } from '../context/node-context.ts';
import { targetOf } from '../peers/find-peer.ts';
import { hasRoomToDial, openDial } from './open-link.ts';

/**
 * Starts one contact for each address the node was configured with; for seed nodes only if it is to look for peers there,
 * and is none itself, of whom others would be told as of a peer.
 */
export function startContacts(before: NodeContext): Judged {
  const { contacts: wanted, seeds, discovery, role } = before.config;
  const asksSeeds = role === 'peer' && discovery.includes('seeds');
  // A seed node that the user wants a connection to as well has one by being asked.
  const [enrolling, asked] = start(before, asksSeeds ? seeds : [], 'enrol');
  const [context, more] = start(enrolling, wanted, 'stay');
  return [context, [...asked, ...more]];
}

function start(
  before: NodeContext,
  addresses: readonly string[],
  purpose: ContactEntry['purpose'],
): Judged {
  let { contacts } = before;
  const asked: Asked[] = [];
  for (const address of addresses) {
    if (contacts.has(address) || contacts.isFull) continue;
    const path = `node/d${contacts.size + 1}`;
    contacts = contacts.set(address, { address, path, purpose, peer: null, isFailing: false });
    const input = { address, seed: before.config.seed };
    asked.push({ type: 'actor.start', path, machine: 'contact', input });
  }
  return [{ ...before, contacts }, asked];
}

/** A contact wants its address dialled; not needed if its peer is linked already, and too much if there is no room. */
export function contactDue(context: NodeContext, address: string): Judged {
  const entry = context.contacts.get(address);
  if (entry === undefined) return [context, []];
  const served = entry.peer !== null && context.peers.get(entry.peer)?.link != null;
  if (served) return [context, [told(entry, 'contact.linked')]];
  const { address: place, expected } = targetOf(address, context.config.basePort) ?? {
    address,
    expected: null,
  };
  if (!hasRoomToDial(context, place)) return [context, [told(entry, 'contact.lost')]];
  return openDial(context, place, { contact: address, expected, purpose: entry.purpose });
}

/** A connection is established: its contact is content, and so is every other contact of that peer. */
export function contactLinked(before: NodeContext, { contact, peer }: LinkEntry): Judged {
  let { contacts } = before;
  const own = contact === null ? undefined : contacts.get(contact);
  if (own !== undefined) contacts = contacts.set(own.address, { ...own, peer, isFailing: false });
  const content = [...contacts.values()].filter((entry) => entry.peer === peer);
  return [{ ...before, contacts }, content.map((entry) => told(entry, 'contact.linked'))];
}

/** A connection is gone: whoever wanted it tries again, unless another one serves the same peer. */
export function contactsLost(before: NodeContext, link: LinkEntry, { code, by }: Reason): Judged {
  let { contacts } = before;
  const served = link.peer !== null && before.peers.get(link.peer)?.link != null;
  const asked: Asked[] = [];
  for (const entry of before.contacts.values()) {
    const own = entry.address === link.contact;
    if (!own && (link.peer === null || entry.peer !== link.peer)) continue;
    if (own && code === 'self' && by === 'us') {
      contacts = contacts.delete(entry.address);
      asked.push(told(entry, 'contact.dropped'));
      continue;
    }
    if (own) {
      const peer = isExpected(link) ? link.peer : entry.peer;
      contacts = contacts.set(entry.address, { ...entry, peer, isFailing: !link.reported });
    }
    const isServed = code === 'enrolled' && by === 'peer' && !served;
    if (isServed) asked.push(tell(entry.path, { type: 'contact.served', againMs: ENROL_AGAIN_MS }));
    else asked.push(told(entry, served ? 'contact.linked' : lossOf(code)));
  }
  return [{ ...before, contacts }, asked];
}

function isExpected({ peer, expected }: LinkEntry): boolean {
  return peer !== null && (expected === null || expected === peer);
}

const ENROL_AGAIN_MS = limits.enrolIntervalMs;

/** Asking again soon would change nothing, and would annoy both users. */
function lossOf(code: string): 'contact.refused' | 'contact.lost' {
  return code === 'duplicate-identity' || code === 'banned' ? 'contact.refused' : 'contact.lost';
}

/** On the way out, nobody is wanted any more. */
export function dropContacts(before: NodeContext): Judged {
  const asked = [...before.contacts.values()].map((entry) => told(entry, 'contact.dropped'));
  let { contacts } = before;
  for (const address of contacts.keys()) contacts = contacts.delete(address);
  return [{ ...before, contacts }, asked];
}

/** The user has parted with this peer on purpose. */
export function dropContactsOf(before: NodeContext, peer: string): Judged {
  let { contacts } = before;
  const asked: Asked[] = [];
  for (const entry of before.contacts.values()) {
    if (entry.peer !== peer) continue;
    contacts = contacts.delete(entry.address);
    asked.push(told(entry, 'contact.dropped'));
  }
  return [{ ...before, contacts }, asked];
}

function told({ path }: ContactEntry, type: Exclude<ToContact['type'], 'contact.served'>): Asked {
  return tell(path, { type });
}
