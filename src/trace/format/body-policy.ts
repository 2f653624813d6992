import { messageTable } from '../../codec/message-table.ts';
import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import type { Letter } from '../../protocol/mail-words.ts';
import { PEER_ID_LENGTH } from '../../protocol/peer-id.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { KeptBodies } from '../../values/plain-values.ts';

/**
 * Which bodies a tape keeps: none, those of texts that are not too long, or all; of the others it keeps the length.
 * What others write to each other over this node is theirs: of letters only those count as texts that are for this node.
 */
export const bodyPolicies = ['none', 'text', 'all'] as const;
export type BodyPolicy = (typeof bodyPolicies)[number];

/** A checkpoint has no body that the inputs of its tape lack: a replay of these could not come to it. */
export function keptBodies(policy: BodyPolicy, own: PeerId): boolean | KeptBodies {
  if (policy !== 'text') return policy === 'all';
  const isShort = (length: number): boolean => length <= limits.tapedTextBytesMax;
  const address = addressOf(own);
  return {
    ofValue: ({ length }: Body, holder) => isShort(length) && !isForOthers(holder, own),
    ofFrame: (header, length) =>
      isShort(length) && (isTextKind(header) || isAddressed(header, address)),
  };
}

/** The most bytes that a text may have. */
export function keptBytesMax(policy: BodyPolicy): number {
  return { none: -1, text: limits.tapedTextBytesMax, all: Infinity }[policy];
}

/** Headers begin with a short array, and its first item, a small integer, is the kind. */
export const KIND_AT = 1;

export function opensArray(tag: number | undefined): boolean {
  return tag !== undefined && tag >> 4 === 9;
}

/** What people say, to a neighbour or to all. */
export const TEXT_KINDS: readonly (number | undefined)[] = [
  messageTable.text.number,
  messageTable.broadcast.number,
];

/** What a letter to this peer has from `KIND_AT` on; in any other form of msgpack it counts as one for others. */
export function addressOf(peer: PeerId): Uint8Array {
  return Uint8Array.of(messageTable.letter.number, TEXT_8, PEER_ID_LENGTH, ...Buffer.from(peer));
}

const TEXT_8 = 0xd9;

function isTextKind(header: Uint8Array): boolean {
  return opensArray(header[0]) && TEXT_KINDS.includes(header[KIND_AT]);
}

function isAddressed(header: Uint8Array, address: Uint8Array): boolean {
  if (!opensArray(header[0]) || header.length < KIND_AT + address.length) return false;
  return address.every((byte, i) => byte === header[KIND_AT + i]);
}

function isForOthers(holder: unknown, own: PeerId): boolean {
  const { kind, target } = (holder ?? {}) as Partial<Letter>;
  return kind === 'letter' && target !== own;
}
