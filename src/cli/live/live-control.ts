import { NodeError } from '../../node/telling/node-error.ts';
import type { Answered, NodeEventBody, Stamp } from '../../node/telling/node-event.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import { limits } from '../../protocol/limits.ts';
import { ControlError } from '../../streams/control/control-error.ts';
import { ControlServer } from '../../streams/control/control-server.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { misused, type Order, parseLine } from '../console/parse-line.ts';

type Outcome = Pick<Answered, 'ok' | 'result' | 'error'> & { readonly turn?: number };

/**
 * Lets the user's other processes say to a node what its console could, from when it listens until it
 * stops. A node that has no data folder has no place for that.
 */
export function openControl(node: PeertapeNode, say: (body: NodeEventBody) => void): void {
  const clock = new SystemClock();
  let turn = 0;
  const obey = (line: string | null): Promise<object> => answerTo(line, node, () => turn);
  let server: ControlServer | null = null;
  node.events$.subscribe({
    next: (event) => {
      turn = event.turn;
      if (event.event !== 'listening' || event.data === null) return;
      server = new ControlServer({ folder: event.data, clock, obey });
      server.listen().catch((error: unknown) => {
        if (!(error instanceof ControlError)) throw error;
        const text = `other processes cannot speak to this node: ${error.message}`;
        say({ event: 'error', code: 'control-failed', text, fatal: false });
      });
    },
    complete: () => void server?.close(),
  });
}

/** Stamped with the turn it was answered in, or with the last that was told of. */
async function answerTo(
  line: string | null,
  node: PeertapeNode,
  lastTurn: () => number,
): Promise<object> {
  const order = line === null ? tooLong : parseLine(line);
  const { id, command } = order;
  const given = id === undefined ? {} : { id };
  const { turn = lastTurn(), ...outcome } = await outcomeOf(order, line ?? '', node);
  return { event: 'answer', at: Date.now(), node: node.id, turn, ...given, command, ...outcome };
}

const tooLong = misused('', `a line has at most ${limits.consoleLineBytesMax} bytes`);

async function outcomeOf(order: Order, line: string, node: PeertapeNode): Promise<Outcome> {
  if ('error' in order) return { ok: false, error: order.error };
  if (!('words' in order)) return { ok: true, result: order.result };
  const { words } = order;
  if (words.command === 'send' && isToWait(line)) {
    const { source, start, end } = words.body;
    return whenDelivered(node.send(words.peer, source.subarray(start, end)));
  }
  const { ok, result, error, turn } = (await node.obey(words)) as Answered & Partial<Stamp>;
  const when = turn === undefined ? {} : { turn };
  return ok ? { ok, result, ...when } : { ok, ...(error === undefined ? {} : { error }), ...when };
}

/** A text whose sender wants to know that it has arrived, not only that it was accepted. */
function isToWait(line: string): boolean {
  return line.startsWith('{') && (JSON.parse(line) as { wait?: unknown }).wait === true;
}

async function whenDelivered(delivery: Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, result: await delivery };
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    const { code, message: text, hint, where, hops } = error;
    const place = where === undefined || hops === undefined ? {} : { where, hops };
    return { ok: false, error: { code, text, hint, ...place } };
  }
}
