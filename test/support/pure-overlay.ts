import type { NodeContext } from '../../src/machines/node/context/node-context.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Effect } from '../../src/protocol/effects.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import type { Broadcast, Message, Presence } from '../../src/protocol/messages.ts';
import { limits } from '../../src/protocol/limits.ts';
import { PEER_ID_LENGTH } from '../../src/protocol/peer-id.ts';
import { idOf } from './pure-config.ts';
import type { PureNode } from './pure-node.ts';

const letterOf = (id: string): string => id[0]!;

/** Of many. */
export function idNumber(n: number): string {
  return String(n)
    .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)
    .padStart(PEER_ID_LENGTH, 'x');
}

/** Which addresses were dialled, and on which links. */
export function dialsIn(effects: readonly Effect[]): readonly string[] {
  return effects
    .filter((effect) => effect.type === 'link.dial')
    .map(({ link, address }) => `${link} ${address}`);
}

/** All that was said on links of one kind. */
export function wordsIn<K extends Message['kind']>(
  effects: readonly Effect[],
  kind: K,
): readonly (Extract<Message, { kind: K }> & { readonly link: string })[] {
  return effects.flatMap((effect) => {
    if (effect.type !== 'link.send') return [];
    const { link, messages } = effect;
    return messages
      .filter((message) => message.kind === kind)
      .map((message) => ({ ...message, link }));
  }) as never;
}

export function castIdOf({ envelope }: { readonly envelope: Envelope }): string {
  return `${letterOf(envelope.origin)}${envelope.sequence}`;
}

export function neighboursOf({ context }: PureNode): string {
  return [...context.overlay.view.active.keys()].map(letterOf).sort().join('');
}

export function stateOfPeer(context: NodeContext, letter: string): string | undefined {
  return context.peers.get(idOf(letter))?.state;
}

/** A test node's wall shows a second when it begins to do anything. */
export function envelopeOf(letter: string, sequence: number, changes: Partial<Envelope> = {}) {
  return {
    origin: idOf(letter),
    instance: { boot: 1, nonce: 1 },
    sequence,
    hopLimit: limits.hopLimit,
    expires: limits.castLifeMs,
    key: new Uint8Array(44),
    signature: new Uint8Array(64),
    ...changes,
  };
}

export function broadcastFrom(
  letter: string,
  sequence: number,
  text = 'hi',
  changes: Partial<Envelope> = {},
): Broadcast {
  const body = new Body(new TextEncoder().encode(text));
  const envelope = envelopeOf(letter, sequence, changes);
  return { kind: 'broadcast', envelope, hops: 1, topic: '', body };
}

export function presenceFrom(
  letter: string,
  sequence: number,
  { envelope = {}, ...changes }: PresenceChanges = {},
): Presence {
  return {
    kind: 'presence',
    envelope: envelopeOf(letter, sequence, envelope),
    hops: 1,
    state: 'here',
    name: letter,
    addresses: [`${letter}:1`],
    neighbours: [],
    everyMs: limits.presenceIntervalMs,
    ...changes,
  };
}

type PresenceChanges = Partial<Omit<Presence, 'envelope'>> & {
  readonly envelope?: Partial<Envelope>;
};
