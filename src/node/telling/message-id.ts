import type { Instance, PeerId } from '../../protocol/peer-id.ts';

/** What tells a message from all others, on every node that hears of it. */
export function messageId(origin: PeerId, instance: Instance, sequence: number): string {
  return messageIds(origin, instance)(sequence);
}

/** For many of one origin. */
export function messageIds(
  origin: PeerId,
  { boot, nonce }: Instance,
): (sequence: number) => string {
  const beginning = `${origin}/${boot}-${nonce}/`;
  return (sequence) => beginning + sequence;
}

/** What is for everybody is counted apart from what is for one. */
export function castId(origin: PeerId, { boot, nonce }: Instance, sequence: number): string {
  return `${origin}/${boot}-${nonce}/b${sequence}`;
}
