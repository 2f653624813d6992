import { judged, spread } from '../../../overlay/tree/tree.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Envelope } from '../../../protocol/envelope.ts';
import type { Broadcast, Cast, Presence } from '../../../protocol/messages.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import type { Draft } from '../context/overlay-context.ts';
import { reachOf } from './broadcast-reach.ts';
import { treed } from './overlay-asked.ts';
import { wallAt } from '../context/wall-at.ts';

/** What this node tells everybody: begun here, signed by the keys, and then spread as what comes from others is. */
export function draft(context: NodeContext, tellings: readonly Telling[], at: number): NodeContext {
  if (tellings.length === 0) return context;
  const { overlay } = context;
  let { castSequence, unsealedBytes } = overlay;
  const drafts = tellings.map(({ words, answer }): Draft => {
    castSequence += 1;
    const cast = { ...words, envelope: envelopeOf(context, castSequence, at), hops: 0 } as Cast;
    unsealedBytes += bytesOf(cast);
    return { cast, answer };
  });
  return changeOverlay(context, {
    castSequence,
    drafts: overlay.drafts.length === 0 ? drafts : [...overlay.drafts, ...drafts],
    unsealed: overlay.unsealed + drafts.length,
    unsealedBytes,
  });
}

/** What is to be told, and the command that waits for it. */
export interface Telling {
  readonly words: Words;
  readonly answer: number | null;
}

/** How many more can be begun, though none has its signature yet, and with how many bytes. */
export function roomToSeal({ overlay }: NodeContext) {
  return {
    casts: limits.castsUnderWayMax - overlay.unsealed,
    bytes: limits.castBytesUnderWayMax - overlay.unsealedBytes,
  };
}

type Words = Omit<Broadcast, 'envelope' | 'hops'> | Omit<Presence, 'envelope' | 'hops'>;

/** All drafts of a turn are signed together. */
export function sealDrafts(context: NodeContext, at: number): Judged {
  const { drafts, sealing, batches } = context.overlay;
  if (drafts.length === 0) return [context, []];
  if (!context.config.signs) return spreadOut(changeOverlay(context, { drafts: [] }), drafts, at);
  const batch = batches + 1;
  const waiting = sealing.set(String(batch), drafts);
  return [
    changeOverlay(context, { drafts: [], batches: batch, sealing: waiting }),
    [{ type: 'seals.make', of: 'casts', batch, words: drafts.map(({ cast }) => cast) }],
  ];
}

export function castsJudged(
  context: NodeContext,
  {
    batch,
    sound,
    at,
  }: { readonly batch: number; readonly sound: readonly boolean[]; readonly at: number },
): Judged {
  return treed(context, judged(context.overlay.tree, batch, sound, wallAt(context, at), at), at);
}

export function castsSigned(before: NodeContext, { batch, key, signatures, at }: Signed): Judged {
  const { sealing } = before.overlay;
  const drafts = sealing.get(String(batch));
  if (drafts?.length !== signatures.length) return [before, []];
  const sealed = drafts.map(({ cast, answer }, index) => {
    const envelope = { ...cast.envelope, key, signature: signatures[index]! };
    return { cast: { ...cast, envelope }, answer };
  });
  return spreadOut(changeOverlay(before, { sealing: sealing.delete(String(batch)) }), sealed, at);
}

interface Signed {
  readonly batch: number;
  readonly key: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly at: number;
}

/** The node stops: whoever waits for casts that have no signature is told that they never went out. */
export function giveUpUnsealed({ overlay }: NodeContext): readonly Asked[] {
  const drafts = [...overlay.sealing.values()].flat();
  drafts.sort((a, b) => a.cast.envelope.sequence - b.cast.envelope.sequence);
  return waitingFor(drafts).map(({ answer }) => ({
    type: 'answer',
    id: answer,
    command: 'broadcast',
    outcome: { ok: false, code: 'not-running', text: 'the node stopped before it was on its way' },
  }));
}

function spreadOut(before: NodeContext, drafts: readonly Draft[], at: number): Judged {
  const casts = drafts.map(({ cast }) => cast);
  const { tree, unsealed, unsealedBytes } = before.overlay;
  const sealed = changeOverlay(before, {
    unsealed: unsealed - casts.length,
    unsealedBytes: casts.reduce((left, cast) => left - bytesOf(cast), unsealedBytes),
  });
  return chain(treed(sealed, spread(tree, casts, wallAt(before, at), at), at), (context) => [
    context,
    answersTo(context, drafts),
  ]);
}

function answersTo(context: NodeContext, drafts: readonly Draft[]): readonly Asked[] {
  const waiting = waitingFor(drafts);
  if (waiting.length === 0) return [];
  const reach = reachOf(context);
  return waiting.map(({ cast, answer }) => ({
    type: 'answer',
    id: answer,
    command: 'broadcast',
    outcome: { ok: true, result: { sequence: cast.envelope.sequence, ...reach } },
  }));
}

function waitingFor(drafts: readonly Draft[]) {
  return drafts.flatMap(({ cast, answer }) => (answer === null ? [] : [{ cast, answer }]));
}

function bytesOf(cast: Cast): number {
  return cast.kind === 'broadcast' ? cast.body.length : 0;
}

function envelopeOf({ config }: NodeContext, sequence: number, at: number): Envelope {
  const { id: origin, instance, hopLimit } = config;
  const expires = wallAt({ config }, at) + limits.castLifeMs;
  return { origin, instance, sequence, hopLimit, expires, key: NOTHING, signature: NOTHING };
}

const NOTHING = new Uint8Array(0);
