import type { FaultPlace } from '../../../protocol/effects.ts';
import { Body } from '../../../protocol/body.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Posted } from '../../../overlay/mail/mail-state.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import type { RouteTrace } from '../context/overlay-context.ts';
import { meaningOf } from './meaning-of.ts';

/**
 * The way to a peer, hop by hop and with times: a first echo finds the way, and then each node on it gets one of its own,
 * over the same way as far as it stands on it.
 */
export function beginTrace(before: NodeContext, command: number, to: PeerId): Traced {
  const sequence = before.sequence + 1;
  const trace: RouteTrace = {
    command,
    to,
    path: null,
    lines: [{ sequence, peer: to, us: null, isOver: false }],
  };
  const context = kept({ ...before, sequence }, trace);
  return [context, [], [echo(sequence, to, null)]];
}

/** With the letters that are to be posted. */
type Traced = readonly [...Judged, readonly Posted[]];

export function hasRoomToTrace({ overlay }: NodeContext): boolean {
  return !overlay.traces.isFull;
}

interface Echoed {
  readonly sequence: number;
  readonly tookUs: number;
  readonly path: readonly PeerId[];
}

export function echoed(before: NodeContext, { sequence, tookUs, path }: Echoed): Traced {
  const trace = traceWith(before, sequence);
  if (trace === null) return [before, [], []];
  if (trace.path === null) return walk(before, trace, path);
  return [...noted(before, trace, sequence, tookUs), []];
}

export function echoLost(
  before: NodeContext,
  sequence: number,
  code: string,
  place: FaultPlace,
): Judged {
  const trace = traceWith(before, sequence);
  if (trace === null) return [before, []];
  if (trace.path !== null) return noted(before, trace, sequence, null);
  return ended(before, trace, { ok: false, code, text: meaningOf(code), ...place });
}

/** The node stops. */
export function endTraces(before: NodeContext): Judged {
  const outcome = { ok: false, code: 'not-running', text: 'the node stopped' } as const;
  return chain(
    [before, []],
    ...[...before.overlay.traces.values()].map(
      (trace) => (context: NodeContext) => ended(context, trace, outcome),
    ),
  );
}

function walk(before: NodeContext, trace: RouteTrace, path: readonly PeerId[]): Traced {
  let { sequence } = before;
  const posts = [...path, trace.to].map((peer, place) => {
    sequence += 1;
    return echo(sequence, peer, path.slice(0, place));
  });
  const lines = posts.map(({ sequence: each, to }) => ({
    sequence: each,
    peer: to,
    us: null,
    isOver: false,
  }));
  const context = kept({ ...before, sequence }, { ...trace, path, lines });
  return [context, [], posts];
}

function noted(
  before: NodeContext,
  trace: RouteTrace,
  sequence: number,
  us: number | null,
): Judged {
  const lines = trace.lines.map((line) =>
    line.sequence === sequence ? { ...line, us, isOver: true } : line,
  );
  const next = { ...trace, lines };
  if (lines.some(({ isOver }) => !isOver)) return [kept(before, next), []];
  const path = trace.path ?? [];
  const times = lines.map(({ peer, us: tookUs }, place) => {
    return { peer, hops: place + 1, ms: tookUs === null ? null : tookUs / 1_000 };
  });
  const result = { peer: trace.to, hops: path.length + 1, path, times };
  return ended(before, next, { ok: true, result });
}

function ended(
  context: NodeContext,
  { command }: RouteTrace,
  outcome: Extract<Asked, { type: 'answer' }>['outcome'],
): Judged {
  const traces = context.overlay.traces.delete(String(command));
  return [
    changeOverlay(context, { traces }),
    [{ type: 'answer', id: command, command: 'route', outcome }],
  ];
}

function kept(context: NodeContext, trace: RouteTrace): NodeContext {
  const traces = context.overlay.traces.set(String(trace.command), trace);
  return changeOverlay(context, { traces });
}

function traceWith({ overlay }: NodeContext, sequence: number): RouteTrace | null {
  const isOf = ({ lines }: RouteTrace) => lines.some((line) => line.sequence === sequence);
  return [...overlay.traces.values()].find(isOf) ?? null;
}

function echo(sequence: number, to: PeerId, path: readonly PeerId[] | null): Posted {
  return { sequence, to, purpose: 'echo', topic: '', re: 0, body: NOTHING, path };
}

const NOTHING = new Body(new Uint8Array(0));
