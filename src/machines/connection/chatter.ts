import { limits } from '../../protocol/limits.ts';
import { hasLeft, spend, type Terms } from '../../values/budget.ts';
import type { ConnectionContext } from './connection-context.ts';

/**
 * What a peer says that is no text and answers nothing: pings and notices, and pongs and receipts with
 * no news in them. Each makes work, and a peer that means well needs few of them. What answers a ping
 * or takes texts is as much as this side has asked for, and is not counted.
 */
export function isTooMuch({ chatterHealedAt }: ConnectionContext, at: number): boolean {
  return !hasLeft(chatterHealedAt, at, terms);
}

export function chat({ chatterHealedAt }: ConnectionContext, at: number) {
  return { chatterHealedAt: spend(chatterHealedAt, 1, at, terms) };
}

const terms: Terms = {
  most: limits.chatterMessagesMax,
  healMs: limits.chatterHealMs,
  debt: 0,
};
