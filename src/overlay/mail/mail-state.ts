import type { Body } from '../../protocol/body.ts';
import type { LetterPurpose, Seek } from '../../protocol/mail-words.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import type { Table } from '../../values/table.ts';
import type { Origins } from '../origins.ts';
import type { Fault, MailAsked } from './mail-asked.ts';
import type { Correspondent } from './correspondents.ts';
import type { MailUnderWay } from './mail-under-way.ts';
import type { SeeksHeard } from './seeks-heard.ts';

/** Something that this node wants to write to a peer. */
export interface Posted {
  /** Of all that this node has written in this life, to whomever. */
  readonly sequence: number;
  readonly to: PeerId;
  readonly purpose: LetterPurpose;
  readonly topic: string;
  readonly re: number;
  readonly body: Body;
  /** The way it has to take, or null: any. Of an echo, which asks for the times of one way. */
  readonly path: readonly PeerId[] | null;
}

/** Whom this node writes for, and what it has of time and of its user's wishes when something happens. */
export interface MailSettings {
  readonly own: PeerId;
  readonly instance: Instance;
  readonly seed: number;
  /** Without, words count as they come, and nothing is asked to be judged or sealed. */
  readonly signs: boolean;
  /** Passes on what others write to each other. */
  readonly relays: boolean;
  /** Of what this node begins. */
  readonly hopLimit: number;
}

export interface Now {
  /** In microseconds of the run, and in epoch milliseconds. */
  readonly at: number;
  readonly wallMs: number;
  /** Whose letters are not wanted here. */
  readonly isBanned: (peer: PeerId) => boolean;
}

export type MailChange = readonly [Mail, readonly MailAsked[]];

/** All that a node knows of what goes from one node to another. */
export interface Mail {
  readonly settings: MailSettings;
  readonly neighbours: Table<MailNeighbour>;
  /** What this node has written and nobody has told the fate of, and to whom. */
  readonly correspondents: Table<Correspondent>;
  readonly letters: number;
  readonly bytes: number;
  /** What answers others, of these: it is they who make it be written. */
  readonly replies: { readonly letters: number; readonly bytes: number };
  /** What whoever is written to for the first time is written with: more than anybody who is forgotten was. */
  readonly firstNumber: number;
  readonly routes: Table<Route>;
  readonly seeking: Table<Seeking>;
  readonly unfound: Table<Unfound>;
  readonly heard: SeeksHeard;
  /** What has come for this node, by number. */
  readonly origins: Origins;
  readonly underWay: MailUnderWay;
  /** When own searches are whole again. */
  readonly seeksWholeAt: number;
  readonly nextSeek: number;
  readonly nextFate: number;
  /** Nothing is due before. */
  readonly wakeAt: number | null;
  readonly counts: MailCounts;
}

export interface MailNeighbour {
  /** When its allowances are whole again: of what is passed on for it, and of what is judged. */
  readonly lettersWholeAt: number;
  readonly bytesWholeAt: number;
  readonly judgementsWholeAt: number;
  /** And when that of fates for what it could not have passed on is. */
  readonly refusalsWholeAt: number;
  /** And when that of letters from those who have not written before is. */
  readonly newcomersWholeAt: number;
  /** Words of its that are being judged, and about what they take in memory. */
  readonly judging: number;
  readonly judgingBytes: number;
}

/** A way that was found. */
export interface Route {
  readonly path: readonly PeerId[];
  /** From a word until its fate, when it was last seen. */
  readonly tookUs: number;
  /** The searches that it comes from: a shorter way may come of them, too. */
  readonly seeks: readonly number[];
}

/** A search of this node's own. */
export interface Seeking {
  /** Of one attempt after the other. */
  readonly sequences: readonly number[];
  readonly startedAt: number;
  readonly askedAt: number;
  readonly until: number;
  /** As it is said; null while it is being sealed. */
  readonly word: Seek | null;
  readonly tooFar: Fault | null;
}

export interface Unfound extends Fault {
  readonly until: number;
}

/** How often something has come about. */
export interface MailCounts {
  /** Letters of others that were passed on, and that were not. */
  readonly relayed: number;
  readonly refused: number;
  /** Letters that came for this node, and came again. */
  readonly taken: number;
  readonly again: number;
  readonly forged: number;
  /** Words that cannot be, or that nobody waits for. */
  readonly odd: number;
  /** Words beyond what is judged, sealed or known at once. */
  readonly tooMany: number;
  /** Own searches, and those of others that were passed on. */
  readonly searches: number;
  readonly passed: number;
}
