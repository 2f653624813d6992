import type { MailWord } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Mail, MailChange, MailSettings, Now, Posted } from './mail-state.ts';

/* A skeleton: the signatures that the node's machine is written against. */

export function newMail(settings: MailSettings): Mail {
  return { settings };
}

export function grow(mail: Mail, _neighbour: PeerId, _now: Now): MailChange {
  return [mail, []];
}

export function shed(mail: Mail, _neighbour: PeerId, _now: Now): MailChange {
  return [mail, []];
}

export function post(mail: Mail, _posts: readonly Posted[], _now: Now): MailChange {
  return [mail, []];
}

export function hear(
  mail: Mail,
  _from: PeerId,
  _words: readonly MailWord[],
  _now: Now,
): MailChange {
  return [mail, []];
}

export function sealed(
  mail: Mail,
  _batch: number,
  _seals: { readonly key: Uint8Array; readonly signatures: readonly Uint8Array[] },
  _now: Now,
): MailChange {
  return [mail, []];
}

export function judged(
  mail: Mail,
  _batch: number,
  _sound: readonly boolean[],
  _now: Now,
): MailChange {
  return [mail, []];
}

export function due(mail: Mail, _now: Now): MailChange {
  return [mail, []];
}

export function dueAt(_mail: Mail): number | null {
  return null;
}

/** Whether so many more letters with so many bytes can be posted. */
export function roomFor(
  _mail: Mail,
  _to: PeerId,
  _bytes: number,
  _letters = 1,
): null | 'outbox-full' {
  return null;
}

/** The node stops: whatever has no outcome yet has this one. */
export function giveUp(mail: Mail, _code: string): MailChange {
  return [mail, []];
}

export function routeTo(
  _mail: Mail,
  _peer: PeerId,
): { readonly path: readonly PeerId[]; readonly tookUs: number | null } | null {
  return null;
}

export interface MailStanding {
  readonly relayed: number;
  readonly refused: number;
  readonly forged: number;
  readonly seeks: number;
  readonly routes: number;
  readonly unfound: number;
  readonly waiting: number;
}

export function countsOf(_mail: Mail): MailStanding {
  return { relayed: 0, refused: 0, forged: 0, seeks: 0, routes: 0, unfound: 0, waiting: 0 };
}
