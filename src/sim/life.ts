import type { CastTaken, LetterTaken, Report, Said as Saying } from '../protocol/effects.ts';
import type { Reason } from '../protocol/close-codes.ts';
import type { MessageKind } from '../protocol/messages.ts';
import type { Instance, PeerId } from '../protocol/peer-id.ts';

/**
 * What one node was seen to do from its start to its end, in virtual microseconds of the whole
 * simulation. Only values: what is checked can also be written by hand.
 */
export interface Life {
  readonly name: string;
  readonly id: PeerId;
  readonly instance: Instance;
  /** What its tape is called. */
  readonly tape: string;
  readonly startedAt: number;
  readonly heard: Heard[];
  /** Every link it ever had, by the node's own name for it. */
  readonly links: Map<string, LinkLife>;
  turns: number;
  /** How many commands it was given, numbered from 1. */
  commands: number;
  /** Whose texts it took without showing them, at some time. */
  readonly ignored: Set<PeerId>;
  /** The most connections that served one peer at any time. */
  linksPerPeer: number;
  /** How far what it begins may get. */
  readonly hopLimit: number;
  /** The most neighbours without a pin, and leads, that it had at any time. */
  neighbours: number;
  leads: number;
  /** How many messages of each kind it has sent. */
  readonly frames: Map<MessageKind, number>;
  end: LifeEnd | null;
}

export interface Heard {
  readonly at: number;
  readonly said: Saying;
}

export interface LinkLife {
  readonly link: string;
  readonly inbound: boolean;
  readonly openedAt: number;
  /** The same at both ends, as soon as they can know: who dialled, and which of its dials it was. */
  readonly dial: string | null;
  readonly connectedAt: number | null;
  readonly closedAt: number | null;
  readonly reason: Reason | null;
}

export interface LifeEnd {
  readonly at: number;
  /** `stopped`: by its own decision; `vanished`: killed; `failed`: our own fault. */
  readonly how: 'stopped' | 'vanished' | 'failed';
  readonly error: string;
  /** What it left behind. */
  readonly actors: number;
  readonly timers: number;
}

export type Said<Event extends Report['event']> = Extract<Report, { readonly event: Event }>;

/** All of one kind that a life has reported. */
export function reportsOf<Event extends Report['event']>(life: Life, event: Event): Said<Event>[] {
  return life.heard.flatMap(({ said }) =>
    said.type === 'report' && said.event === event ? [said as Said<Event>] : [],
  );
}

/** The texts it was told to send and has taken on, by their sequence. */
export function sendsOf(life: Life): { readonly sequence: number; readonly to: PeerId }[] {
  return life.heard.flatMap(({ said }) =>
    said.type === 'accepted' ? said.sequences.map((sequence) => ({ sequence, to: said.to })) : [],
  );
}

/** All that came to it for everybody. */
export function castsOf(life: Life): readonly CastTaken[] {
  return reportsOf(life, 'broadcast').flatMap(({ casts }) => casts);
}

/** All that was written to it. */
export function lettersOf(life: Life): readonly LetterTaken[] {
  return reportsOf(life, 'mail').flatMap(({ letters }) => letters);
}

/** By their sequences, what it has told everybody. */
export function broadcastsOf(life: Life): readonly number[] {
  return life.heard.flatMap(({ said }) => {
    if (said.type !== 'answer' || said.command !== 'broadcast' || !said.outcome.ok) return [];
    const { sequence } = said.outcome.result as { readonly sequence: number };
    return [sequence];
  });
}

/** How many messages of these kinds they have sent. */
export function framesOf(lives: readonly Life[], kinds: readonly MessageKind[]): number {
  return lives.reduce(
    (sum, { frames }) => kinds.reduce((left, kind) => left + (frames.get(kind) ?? 0), sum),
    0,
  );
}

export function instanceName({ boot, nonce }: Instance): string {
  return `${boot}-${nonce}`;
}
