import type { AnyStateNode } from 'xstate';

/**
 * Actions and guards by their words, with what they are given: `remember why (silent, us)`. What XState adds by
 * itself, to start a delay and to cancel it, is no word of the machine.
 */
export function inWords(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'function') return ownWords(part);
  const { type, params } = part as { readonly type: string; readonly params?: unknown };
  if (params === undefined) return [type];
  const given = typeof params === 'object' && params !== null ? Object.values(params) : [params];
  return [`${type} (${given.map(String).join(', ')})`];
}

/** The event of a transition: a delay as `after` its name or its time, the end of what is inside as `done`. */
export function eventInWords(node: AnyStateNode, event: string): string {
  const delay = delayOf(node, event);
  if (delay !== null) return /^\d+$/.test(delay) ? `after ${delay} ms` : `after ${delay}`;
  return event === doneOf(node) ? 'done' : event;
}

/** The delay that raises an event, by its name or in milliseconds; null: none does. */
export function delayOf(node: AnyStateNode, event: string): string | null {
  return event.startsWith(after) ? event.slice(after.length, -node.id.length - 1) : null;
}

/** The event that all inside of a state has come to its end. */
export function doneOf({ id }: AnyStateNode): string {
  return `xstate.done.state.${id}`;
}

const after = 'xstate.after.';

interface Builtin {
  readonly name: string;
  readonly type?: string;
  readonly event?: { readonly type: string };
  readonly sendId?: unknown;
}

/** What is written inline has no better word than its kind or its own name. */
function ownWords({ name, type, event, sendId }: Builtin): readonly string[] {
  const startsDelay = type === 'xstate.raise' && event?.type.startsWith(after) === true;
  const endsDelay =
    type === 'xstate.cancel' && typeof sendId === 'string' && sendId.startsWith(after);
  if (startsDelay || endsDelay) return [];
  if (type === 'xstate.raise' && event !== undefined) return [`raise ${event.type}`];
  return [type?.replace('xstate.', '') ?? (name === '' ? 'anonymous' : name)];
}
