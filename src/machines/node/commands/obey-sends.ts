import { roomFor } from '../../../overlay/mail/mail.ts';
import type { Posted } from '../../../overlay/mail/mail-state.ts';
import type { Body } from '../../../protocol/body.ts';
import type { Command } from '../../../protocol/commands.ts';
import type { Text } from '../../../protocol/messages.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { postLetters } from '../mail/mailed.ts';
import { addresseeOf } from '../peers/addressee.ts';
import { declined } from './answer.ts';
import { bodyFault, type Fault } from './content-faults.ts';

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
export function obeySends(
  context: NodeContext,
  sends: readonly Send[],
  parcels: Parcels,
  at: number,
): Judged {
  const target = addresseeOf(context, sends[0]!.peer);
  if ('code' in target) {
    return [context, sends.map((send) => decline(send, bodyFault(send.body) ?? target))];
  }
  const { to, link } = target;
  const asked: Asked[] = [];
  const posts: Posted[] = [];
  const { mail } = context.overlay;
  let bytes = 0;
  let { sequence } = context;
  let accepted: Accepting | null = null;
  for (const send of sends) {
    const { length } = send.body;
    const isFull = link === null && roomFor(mail, to, bytes + length, posts.length + 1) !== null;
    const fault = bodyFault(send.body) ?? (isFull ? FULL : null);
    if (fault !== null) {
      accepted = null;
      asked.push(decline(send, fault));
      continue;
    }
    if (accepted === null) asked.push((accepted = accepting(to)));
    sequence += 1;
    accepted.ids.push(send.id);
    accepted.sequences.push(sequence);
    bytes += length;
    if (link === null) posts.push(letter(sequence, to, send.body));
    else parcelFor(link, parcels).push({ kind: 'text', sequence, body: send.body });
  }
  const next = sequence === context.sequence ? context : { ...context, sequence };
  return chain([next, asked], (posting) => postLetters(posting, posts, at));
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

function decline(send: Send, { code, text }: Fault): Asked {
  return declined(send, code, text);
}

const FULL: Fault = { code: 'outbox-full', text: 'too much waits for this peer already' };

function letter(sequence: number, to: PeerId, body: Body): Posted {
  return { sequence, to, purpose: 'text', topic: '', re: 0, body, path: null };
}

function parcelFor(link: string, parcels: Parcels): Text[] {
  const known = parcels.get(link);
  if (known !== undefined) return known;
  const parcel: Text[] = [];
  parcels.set(link, parcel);
  return parcel;
}

/** What was to be sent before the connection leaves goes out before it does. */
export function postParcel(link: string, parcels: Parcels): Asked[] {
  const texts = parcels.get(link);
  if (texts === undefined) return [];
  parcels.delete(link);
  return [tell(`node/${link}`, { type: 'send', texts })];
}
