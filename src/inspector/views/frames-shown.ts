import { cutFrames, type Frame } from '../../codec/cut-frames.ts';
import { decodeMessage } from '../../codec/decode-message.ts';
import { PREFIX_BYTES } from '../../codec/frame-prefix.ts';
import type { Rejection } from '../../codec/rejection.ts';
import type { Message } from '../../protocol/messages.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { FrameShown } from '../answers/moment.ts';
import type { Scene } from '../film/film.ts';
import { bodyLines, isTaped } from './body-lines.ts';
import { messageWords } from './message-words.ts';
import { shortened } from '../film/shortened.ts';
import { fieldLines, Room } from './value-lines.ts';

export interface FramesShown {
  readonly frames: readonly FrameShown[] | null;
  readonly moreFrames: number;
}

/** What the bytes of an input say, and where; nobody can tell where it is not known how its link stood before. */
export function framesShown(
  scene: Scene,
  head: TapeHead | null,
  room: Room = new Room(),
): FramesShown {
  const heard = hearing(scene);
  if (heard === null) return { frames: null, moreFrames: 0 };
  const frames: FrameShown[] = [];
  for (const one of heard.slice(0, inspectorLimits.toldFramesMax)) {
    if (room.lines <= 0) break;
    frames.push(frameShown(one, head, room));
  }
  return { frames, moreFrames: heard.length - frames.length };
}

/** The messages that were whole with this input, in order; null where that is not known. */
export function messagesIn(scene: Scene): readonly Message[] | null {
  const heard = hearing(scene);
  if (heard === null) return null;
  return heard.flatMap(({ said }) => ('kind' in said ? [said] : []));
}

interface HeardFrame {
  readonly said: Message | Rejection;
  readonly start: number;
  readonly end: number | null;
}

function hearing({ input, before }: Scene): readonly HeardFrame[] | null {
  if (input.type !== 'link.bytes') return null;
  const pending = before?.actors.get(`node/${input.link}`)?.pending ?? null;
  if (pending === null) return null;
  const cut = cutFrames(pending, input.chunks);
  const heard: HeardFrame[] = [];
  let start = 0 - pending.received;
  for (const frame of cut.frames) {
    const end = start + lengthOf(frame);
    const said = decodeMessage(frame);
    heard.push({ said, start, end });
    if (!('kind' in said)) return heard;
    start = end;
  }
  if (cut.rejection !== null) heard.push({ said: cut.rejection, start, end: null });
  return heard;
}

function lengthOf({ headerStart, end }: Frame): number {
  return PREFIX_BYTES + end - headerStart;
}

function frameShown(
  { said, start, end }: HeardFrame,
  head: TapeHead | null,
  room: Room,
): FrameShown {
  if (!('kind' in said)) {
    const { code, text } = said;
    return {
      kind: 'rejected',
      text: shortened(`${code}: ${text}`),
      fields: fieldLines({ code, text }, room),
      start,
      end,
    };
  }
  const { kind, ...rest } = said;
  const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'body'));
  const body = 'body' in said ? bodyLines(said.body, isTaped(said, head)) : [];
  const lines = [...fieldLines(fields, room), ...body];
  room.lines -= 1 + body.length;
  return { kind, text: shortened(messageWords(said)), fields: lines, start, end };
}
