import type { Body } from '../../../protocol/body.ts';
import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Text } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import {
  servingLink,
  type LinkEntry,
  type NodeContext,
  type PeerEntry,
} from '../context/node-context.ts';
import { findPeer } from '../peers/find-peer.ts';
import { declined } from './answer.ts';

export type Send = Extract<Command, { readonly command: 'send' }>;

/** The texts of one tick, by the link they go out on. */
export type Parcels = Map<string, Text[]>;

/** Those from `first` on that follow each other and name the same peer. */
export function sendsFrom(commands: readonly Command[], first: number): readonly Send[] {
  const { peer } = commands[first] as Send;
  const sends: Send[] = [];
  for (let next = first; next < commands.length; next += 1) {
    const command = commands[next]!;
    if (command.command !== 'send' || command.peer !== peer) break;
    sends.push(command);
  }
  return sends;
}

/** Sends that name the same peer: it is looked up once, and what is taken on is answered in one piece. */
export function obeySends(context: NodeContext, sends: readonly Send[], parcels: Parcels): Judged {
  const target = targetOf(context, sends[0]!.peer);
  if ('code' in target) {
    return [context, sends.map((send) => decline(send, faultOf(send.body) ?? target))];
  }
  const asked: Asked[] = [];
  let { sequence } = context;
  let accepted: Accepting | null = null;
  for (const send of sends) {
    const fault = faultOf(send.body);
    if (fault !== null) {
      accepted = null;
      asked.push(decline(send, fault));
      continue;
    }
    if (accepted === null) asked.push((accepted = accepting(target.to)));
    sequence += 1;
    accepted.ids.push(send.id);
    accepted.sequences.push(sequence);
    parcelFor(target.link, parcels).push({ kind: 'text', sequence, body: send.body });
  }
  return [sequence === context.sequence ? context : { ...context, sequence }, asked];
}

interface Accepting {
  readonly type: 'accepted';
  readonly to: PeerId;
  readonly ids: number[];
  readonly sequences: number[];
}

function accepting(to: PeerId): Accepting {
  return { type: 'accepted', to, ids: [], sequences: [] };
}

interface Fault {
  readonly code: string;
  readonly text: string;
}

function decline(send: Send, { code, text }: Fault): Asked {
  return declined(send, code, text);
}

function faultOf({ length }: Body): Fault | null {
  if (length === 0) return { code: 'empty-text', text: 'a text needs a character' };
  if (length <= limits.bodyBytesMax) return null;
  return { code: 'text-too-long', text: `a text has at most ${limits.bodyBytesMax} bytes` };
}

function targetOf(
  context: NodeContext,
  words: string,
): { readonly to: PeerId; readonly link: string } | Fault {
  const found = findPeer(context, words);
  if ('code' in found) return found;
  const { id } = found.peer;
  const serving = servingLink(context, id) ?? heirOf(context, found.peer);
  if (serving === null) return { code: 'not-linked', text: notLinked(found.peer) };
  return { to: id, link: serving.link };
}

/** Of two links one leaves for the other, and its farewell may overtake the other's last word of the greeting. */
function heirOf({ links }: NodeContext, { id, link }: PeerEntry): LinkEntry | null {
  if (link === null) return null;
  const isHeir = ({ peer, state }: LinkEntry): boolean => peer === id && state === 'accepted';
  return [...links.values()].find(isHeir) ?? null;
}

function parcelFor(link: string, parcels: Parcels): Text[] {
  const known = parcels.get(link);
  if (known !== undefined) return known;
  const parcel: Text[] = [];
  parcels.set(link, parcel);
  return parcel;
}

export function notLinked({ id, link }: PeerEntry): string {
  const peer = `@${id.slice(0, 8)}`;
  return link === null
    ? `there is no connection to ${peer}: connect first`
    : `the connection to ${peer} is leaving: connect again`;
}

/** What was to be sent before the connection leaves goes out before it does. */
export function postParcel(link: string, parcels: Parcels): Asked[] {
  const texts = parcels.get(link);
  if (texts === undefined) return [];
  parcels.delete(link);
  return [tell(`node/${link}`, { type: 'send', texts })];
}
