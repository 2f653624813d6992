import { closeCodes, type CloseCode, type Decider } from '../../protocol/close-codes.ts';
import type { Claimed } from '../../protocol/effects.ts';
import {
  PROTOCOL_VERSION,
  type Bye,
  type Hello,
  type Notice,
  type Ping,
  type Proof,
} from '../../protocol/messages.ts';
import { limits } from '../../protocol/limits.ts';
import { tell, type Asked } from '../engine/asked.ts';
import { chat } from './chatter.ts';
import type { ConnectionContext } from './connection-context.ts';
import { send, sequencesOf, undelivered } from './connection-texts.ts';
import type { ToNode } from '../engine/told.ts';
import type { Decision } from '../engine/perform.ts';
import { unreceipted } from './receipts.ts';
import type { UnderWay } from './round-trip.ts';

/** What a hello says that is from a seed node, and from one that does not sign what it tells everybody. */
export const SEED = 'seed';
export const UNSIGNED = 'unsigned';

/** What a connection does, as plain functions; when it does so is the machine's to say. */
type Decided = Decision<ConnectionContext>;

export function toNode(event: ToNode): Asked {
  return tell('node', event);
}

// Greeting

export function sayHello(
  context: ConnectionContext,
  event: { readonly bytes: Uint8Array },
): Decided {
  const { config, dial, listening, purpose } = context;
  const hello: Hello = {
    kind: 'hello',
    version: PROTOCOL_VERSION,
    network: config.network,
    id: config.id,
    instance: config.instance,
    nonce: event.bytes,
    dial,
    name: config.name,
    addresses: config.advertise.length > 0 ? config.advertise : listening,
    capabilities: capabilitiesOf(config),
    purpose,
  };
  return [{ nonce: event.bytes }, [send(context, hello)]];
}

function capabilitiesOf({ role, signs }: ConnectionContext['config']): readonly string[] {
  return [...(role === 'seed' ? [SEED] : []), ...(signs ? [] : [UNSIGNED])];
}

export function sayProof(context: ConnectionContext): Decided {
  return [{}, [{ type: 'link.prove', ...claimed(context) }]];
}

export function askForProof(
  context: ConnectionContext,
  { message: proof }: { readonly message: Proof },
): Decided {
  return [{}, [{ type: 'link.judge', ...claimed(context), proof }]];
}

function claimed({ link, inbound, config, nonce, hello }: ConnectionContext): Claimed {
  const { network, id } = config;
  const own = { id, nonce: nonce! };
  const peer = { id: hello!.id, nonce: hello!.nonce };
  return { link, inbound, network, own, peer };
}

export function askForJudgement({ link, hello, proven }: ConnectionContext): Decided {
  const secure = proven !== null;
  return [{}, [toNode({ type: 'connection.greeted', link, hello: hello!, secure })]];
}

const NOTICES: ReadonlySet<string> = new Set(['duplicate-identity', 'clock-off']);

/** Of what a peer may tell us, only these are known; and once is enough. */
export function heedNotice(
  context: ConnectionContext,
  { message: { code }, at }: { readonly message: Notice; readonly at: number },
): Decided {
  const heard = chat(context, at);
  if (!NOTICES.has(code) || context.warned) return [heard, []];
  const { hello, link } = context;
  return [
    { ...heard, warned: true },
    [{ type: 'report', event: 'warned', peer: hello!.id, link, code }],
  ];
}

/** Whoever only looks is done in time, however far that has come. */
export function dialTimeoutMs({ until, config }: ConnectionContext): number {
  return until === null ? config.dialTimeoutMs : limits.scanTimeoutMs;
}

export function greetingTimeoutMs(
  { until }: ConnectionContext,
  { at }: { readonly at: number },
): number {
  return until === null ? limits.greetingTimeoutMs : msUntil(until, at);
}

export function leaveTimeoutMs(
  { until }: ConnectionContext,
  { at }: { readonly at: number },
): number {
  return until === null ? limits.leaveTimeoutMs : msUntil(until, at);
}

function msUntil(until: number, at: number): number {
  return Math.max(0, until - at) / 1_000;
}

// Liveness

export function sayPing(context: ConnectionContext, { at }: { readonly at: number }): Decided {
  const pingToken = context.pingToken + 1;
  return [{ pingToken, pingSentAt: at }, [send(context, { kind: 'ping', token: pingToken })]];
}

export function sayPong(context: ConnectionContext, { token }: Ping): Asked {
  return send(context, { kind: 'pong', token });
}

/**
 * A part of a message is a sign of life for as long as its sender would wait for one to be taken, and
 * for a ping that may just have been due: who dribbles is silent from then on.
 */
export function notePart(context: ConnectionContext, { at }: { readonly at: number }): Decided {
  const { heardAt, config } = context;
  const isTooSlow = at - heardAt > 1_000 * (config.pingIntervalMs + partPatienceMs);
  return [isTooSlow ? {} : { partAt: at }, []];
}

const partPatienceMs = limits.pongTimeoutMaxMs + limits.congestedTimeoutMs;

export function lastHeardAt({ heardAt, partAt }: ConnectionContext): number {
  return Math.max(heardAt, partAt);
}

/** As long as the oldest text is on its way, the link has been busy since then. */
export function underWay(context: ConnectionContext): UnderWay {
  const { outgoing } = context;
  const sentAt = outgoing.parcels.peek()?.sentAt ?? 0;
  return { bytes: outgoing.bytes, since: Math.max(lastHeardAt(context), sentAt) };
}

// Leaving

export function remember(
  context: ConnectionContext,
  code: string,
  by: Decider,
  text?: string,
): Decided {
  if (context.reason !== null) return [{}, []];
  const reason = text === undefined ? { code, by } : { code, by, text };
  return [{ reason }, [toNode({ type: 'connection.leaving', link: context.link, reason })]];
}

/** Whom somebody pretended to be is worth knowing, and who it was is not known. */
export function rememberClaim(context: ConnectionContext, code: string): Decided {
  return remember(context, code, 'us', `it calls itself @${context.hello!.id}`);
}

export function rememberFarewell(
  context: ConnectionContext,
  { message: { code, text } }: { readonly message: Bye },
): Decided {
  if (isFarewell(code)) return remember(context, code, 'peer', text);
  return remember(context, 'unknown-reason', 'peer', `${code}: ${text}`);
}

/** A later version may have codes of its own, and a hostile peer any: ours stay those of the registry. */
function isFarewell(code: string): boolean {
  if (!Object.hasOwn(closeCodes, code)) return false;
  const deciders: readonly Decider[] = closeCodes[code as CloseCode].by;
  return deciders.includes('peer');
}

export function sayBye(context: ConnectionContext): Decided {
  const { code, by, text } = context.reason!;
  const answer = by === 'peer' ? { code, text: '' } : { code, text: text ?? '' };
  return [{}, [send(context, { kind: 'bye', ...answer })]];
}

export function giveUp(context: ConnectionContext): Decided {
  const reason = context.reason!;
  const lost = [...unreceipted(context.outgoing), ...sequencesOf([...context.outbox])];
  return [
    {},
    [
      ...undelivered(context, lost, reason.code),
      toNode({ type: 'connection.closed', link: context.link, reason, proven: context.proven }),
    ],
  ];
}
