import { meaningOf } from '../../node/telling/code-words.ts';
import type { Decider, Reason } from '../../protocol/close-codes.ts';
import type { ReasonShown } from '../answers/actor.ts';

/** Why something closed, for people. */
export function reasonShown({ code, by, text = '' }: Reason): ReasonShown {
  return { code, by: deciderWords(by), meaning: meaningOf(code), text };
}

export function deciderWords(by: Decider): string {
  return deciders[by] ?? 'nobody knows whom';
}

const deciders: Readonly<Record<Decider, string>> = {
  us: 'this node',
  peer: 'the peer',
  link: 'the link',
};
