import type { FaultPlace } from '../../protocol/effects.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { hintFor, meaningOf } from './code-words.ts';
import type { AnswerError, NodeEvent } from './node-event.ts';

export interface WhyNot extends FaultPlace {
  /** Of the registry. */
  readonly code: string;
  /** What to do about it; empty where there is nothing to be done. */
  readonly hint?: string;
  /** The last words of a node that never came to be. */
  readonly said?: readonly NodeEvent[];
  readonly cause?: unknown;
}

/** What a node could not do for whoever asked: a code, one line, and what to do about it. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  readonly code: string;
  readonly hint: string;
  readonly said: readonly NodeEvent[];
  /** According to whom, and how many links away that is, where it was not this node that found it. */
  readonly where: PeerId | undefined;
  readonly hops: number | undefined;

  constructor(text: string, why: WhyNot) {
    const { code, hint = hintFor(code), said = [], cause, where, hops } = why;
    super(text, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
    this.said = said;
    this.where = where;
    this.hops = hops;
  }
}

export function errorOf({ text, ...why }: AnswerError): NodeError {
  return new NodeError(text, why);
}

export function errorFor(code: string, place: FaultPlace = {}): NodeError {
  return new NodeError(meaningOf(code) + saidBy(place), { code, ...place });
}

/** Behind what has failed: `, says @bbbbbbbb, 1 hop away`. */
export function saidBy({ where, hops }: FaultPlace): string {
  const away = hops === undefined ? '' : `, ${hops} ${hops === 1 ? 'hop' : 'hops'} away`;
  return where === undefined ? '' : `, says @${where.slice(0, 8)}${away}`;
}
