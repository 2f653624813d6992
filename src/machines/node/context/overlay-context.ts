import { newMail } from '../../../overlay/mail/mail.ts';
import type { Mail } from '../../../overlay/mail/mail-state.ts';
import { newRoster, type Roster } from '../../../overlay/presence/roster.ts';
import { newProbeBudgets, type ProbeBudgets } from '../../../overlay/probe-budgets.ts';
import { newRoll, type Roll } from '../../../overlay/roll.ts';
import type { Tree } from '../../../overlay/tree/tree-state.ts';
import { newTree } from '../../../overlay/tree/tree.ts';
import { newView, type Rumour, type View } from '../../../overlay/view/view.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Cast } from '../../../protocol/messages.ts';
import type { NodeConfig } from '../../../protocol/node-config.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { Table } from '../../../values/table.ts';

/** What the node has of the overlay: the values of its parts, and what is under way between them. */
export interface Overlay {
  readonly view: View;
  readonly tree: Tree;
  readonly roster: Roster;
  /** Of a seed node: whom it lists. */
  readonly roll: Roll | null;
  readonly joining: Joining;
  /** Dials on the word of others, to see whether somebody is missing. */
  readonly budgets: ProbeBudgets;
  /** Own casts of this turn; and those whose signatures are being made, by batch. */
  readonly drafts: readonly Draft[];
  readonly sealing: Table<readonly Draft[]>;
  readonly batches: number;
  /** How many own casts have no signature yet, and the bytes of their bodies. */
  readonly unsealed: number;
  readonly unsealedBytes: number;
  readonly castSequence: number;
  readonly scans: Table<Scan>;
  readonly mail: Mail;
  /** By the sequence of the letter that asks. */
  readonly asks: Table<PendingAsk>;
  /** When the first of them may have to be given up; null: there was none since that was looked at. */
  readonly asksAt: number | null;
  /** By the command that waits. */
  readonly traces: Table<RouteTrace>;
  /** What was kept last for the next run. */
  readonly saved: readonly string[];
  /** When each of these is to be done next, in microseconds of the run; null: not before something happens. */
  readonly presenceAt: number | null;
  readonly enrolAt: number | null;
  readonly saveAt: number | null;
  readonly lanAt: number | null;
  /** It looks for nobody any more. */
  readonly isLeaving: boolean;
  /** When the alarm is set to; null: there is none. */
  readonly alarmAt: number | null;
  /** It was set once, and so is there. */
  readonly hasAlarm: boolean;
}

/** What seed nodes tell at first, until all have: then some of those are drawn. */
export interface Joining {
  /** Addresses of seed nodes that have not been heard. */
  readonly awaited: readonly string[];
  readonly leads: readonly Rumour[];
  /** From then on nobody waits for the slow ones. */
  readonly until: number | null;
}

/** An own cast that is to be signed, and the command that waits for it. */
export interface Draft {
  readonly cast: Cast;
  readonly answer: number | null;
}

export interface Scan {
  readonly command: number;
  readonly ahead: readonly string[];
  readonly underWay: number;
  readonly lines: readonly ScanLine[];
}

/** A letter that wants an answer, and the command that waits for it. */
export interface PendingAsk {
  readonly command: number;
  readonly to: PeerId;
  readonly topic: string;
  readonly until: number;
}

/** Echoes that go along a way to a peer; without a path, the first one is looking for it. */
export interface RouteTrace {
  readonly command: number;
  readonly to: PeerId;
  readonly path: readonly PeerId[] | null;
  readonly lines: readonly TraceLine[];
}

export interface TraceLine {
  readonly sequence: number;
  readonly peer: PeerId;
  readonly us: number | null;
  readonly isOver: boolean;
}

export interface ScanLine {
  readonly address: string;
  readonly active: boolean;
  readonly peer: PeerId | null;
  readonly name: string;
}

export function newOverlay(config: NodeConfig): Overlay {
  const { id: own, instance, seed, discovery, role, signs, relays, hopLimit } = config;
  const isSeed = role === 'seed';
  const asks = !isSeed && discovery.includes('seeds');
  return {
    view: newView({ own, seed, exchanges: !isSeed && discovery.includes('exchange') }),
    tree: newTree({ own, seed, signs }),
    roster: newRoster(seed),
    roll: isSeed ? newRoll(seed) : null,
    joining: { awaited: asks ? config.seeds : [], leads: [], until: null },
    budgets: newProbeBudgets(seed),
    drafts: [],
    sealing: Table.empty({ limit: limits.castsUnderWayMax, seed }),
    batches: 0,
    unsealed: 0,
    unsealedBytes: 0,
    castSequence: 0,
    scans: Table.empty({ limit: limits.scansMax, seed }),
    mail: newMail({ own, instance, seed, signs, relays, hopLimit }),
    asks: Table.empty({ limit: limits.asksMax, seed }),
    asksAt: null,
    traces: Table.empty({ limit: limits.tracesMax, seed }),
    saved: [],
    presenceAt: null,
    enrolAt: null,
    saveAt: null,
    lanAt: null,
    isLeaving: false,
    alarmAt: null,
    hasAlarm: false,
  };
}
