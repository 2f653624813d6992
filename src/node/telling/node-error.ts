import { hintFor, meaningOf } from './code-words.ts';
import type { AnswerError, NodeEvent } from './node-event.ts';

export interface WhyNot {
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

  constructor(text: string, { code, hint = hintFor(code), said = [], cause }: WhyNot) {
    super(text, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
    this.said = said;
  }
}

export function errorOf({ code, text, hint }: AnswerError): NodeError {
  return new NodeError(text, { code, hint });
}

export function errorFor(code: string): NodeError {
  return new NodeError(meaningOf(code), { code });
}
