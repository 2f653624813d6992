import type { Body } from '../../protocol/body.ts';
import type { Outcome } from '../../protocol/effects.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Clock } from '../../streams/clock.ts';
import { contentOf } from './message-events.ts';
import { castId, messageId } from './message-id.ts';
import { wayOver } from './message-way.ts';

export interface AnsweringNode {
  readonly config: Pick<NodeConfig, 'id' | 'instance'>;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly pid: number;
}

type Result = Extract<Outcome, { readonly ok: true }>['result'];

/** A result as the contract has it: the machine counts in microseconds of its own run. */
export function answerResult(
  command: string,
  result: Result,
  { config, clock, pid }: AnsweringNode,
): unknown {
  switch (command) {
    case 'peers':
    case 'lp':
      return (result as readonly PeerLine[]).map((line) => peerLine(line, clock));
    case 'status': {
      const { at, ...counters } = result as { readonly at: number };
      return { ...counters, uptimeMs: at / 1_000, pid };
    }
    case 'broadcast': {
      const { sequence, ...reach } = result as { readonly sequence: number };
      return { messageId: castId(config.id, config.instance, sequence), ...reach };
    }
    case 'ask': {
      const { from, sequence, path, tookUs, body } = result as unknown as AnswerCame;
      const id = messageId(config.id, config.instance, sequence);
      return { from, messageId: id, ...contentOf(body), ...wayOver(path), ms: tookUs / 1_000 };
    }
    case 'scan':
      return (result as readonly Scanned[]).map(scanLine);
    default:
      return result;
  }
}

/** Of what was asked, with what stands in the answer. */
export interface AnswerCame {
  readonly from: PeerId;
  readonly sequence: number;
  /** Over whom the answer came. */
  readonly path: readonly PeerId[];
  readonly tookUs: number;
  readonly body: Body;
}

interface Scanned {
  readonly address: string;
  readonly active: boolean;
  readonly peer: PeerId | null;
  readonly name: string;
}

/** Where nobody is, there is nobody to name. */
function scanLine({ address, active, peer, name }: Scanned) {
  return {
    address,
    active,
    ...(peer === null ? {} : { peer }),
    ...(name === '' ? {} : { name }),
  };
}

interface PeerLine {
  readonly rttUs: number | null;
  /** null: not in this run. */
  readonly seenAt: number | null;
  readonly closeCode: string | null;
}

function peerLine({ rttUs, seenAt, closeCode, ...rest }: PeerLine, clock: AnsweringNode['clock']) {
  return {
    ...rest,
    rttMs: rttUs === null ? null : rttUs / 1_000,
    lastSeen: seenAt === null ? null : Math.round(clock.wall() - (clock.now() - seenAt) / 1_000),
    closeCode,
  };
}
