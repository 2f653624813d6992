import { Buffer } from 'node:buffer';
import type { Command } from '../../protocol/commands.ts';
import { Body } from '../../protocol/body.ts';
import type { Input } from '../../protocol/inputs.ts';
import { leftOutOf } from '../../trace/format/chunks-on-tape.ts';
import { isLeftOut } from '../../trace/format/sends-on-tape.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { ChunkShown, CommandShown, InputShown } from '../answers/moment.ts';
import type { Scene } from '../film/film.ts';
import { bodyLines } from './body-lines.ts';
import { timerName } from './effect-words.ts';
import { framesShown } from './frames-shown.ts';
import { idOf, nameOf } from './message-words.ts';
import { shortened } from '../film/shortened.ts';
import { fieldLines, Room } from './value-lines.ts';

/** What began a turn. */
export function inputShown(scene: Scene, head: TapeHead | null): InputShown {
  const { input } = scene;
  const { type, at: _, ...fields } = input;
  const room = new Room();
  const { frames, moreFrames } = framesShown(scene, head, room);
  const kinds = frames?.map(({ kind }) => kind) ?? [];
  return {
    type,
    actor: shortened(actorOf(input)),
    text: shortened(inputWords(input, kinds)),
    fields:
      input.type === 'link.bytes' || input.type === 'commands' ? [] : fieldLines(fields, room),
    ...(input.type === 'commands'
      ? commandsShown(input.commands, room)
      : { commands: [], moreCommands: 0 }),
    ...(input.type === 'link.bytes' ? chunksShown(input.chunks) : { chunks: [], bytes: 0 }),
    frames,
    moreFrames,
  };
}

/** Whom an input comes to. */
function actorOf(input: Input): string {
  if ('link' in input) return `node/${input.link}`;
  if (input.type === 'timer.fired') return input.timer.slice(0, input.timer.indexOf('#'));
  if (input.type === 'random.drawn') return input.effect.slice(0, input.effect.indexOf('#'));
  return 'node';
}

function inputWords(input: Input, kinds: readonly string[]): string {
  switch (input.type) {
    case 'node.started':
      return nameOf(input.config.name, input.config.id);
    case 'network.listening':
      return `${input.host}:${input.port}`;
    case 'network.failed':
      return input.code;
    case 'link.accepted':
    case 'link.opened':
      return `${input.link}, ${input.address}`;
    case 'link.closed':
    case 'dial.failed':
      return `${input.link}, ${input.code}`;
    case 'link.bytes': {
      const bytes = `${bytesIn(input.chunks)} B on ${input.link}`;
      return kinds.length === 0 ? bytes : shortened(`${bytes}: ${kinds.join(', ')}`);
    }
    case 'commands':
      return shortened(input.commands.map(({ command }) => command).join(', '));
    case 'timer.fired':
      return timerName(input.timer);
    case 'random.drawn':
      return `${input.bytes.length} bytes`;
    case 'link.judged':
      return `${input.link}, ${input.fault ?? 'it holds'}`;
    case 'seals.made':
      return `${input.signatures.length} ${input.of}`;
    case 'seals.judged':
      return `${input.sound.filter(Boolean).length} of ${input.sound.length} ${input.of} sound`;
    case 'lan.heard':
      return `${idOf(input.id)} at ${input.address}`;
    default:
      return input.link;
  }
}

function commandsShown(
  commands: readonly Command[],
  room: Room,
): Pick<InputShown, 'commands' | 'moreCommands'> {
  const told = commands.slice(0, COMMANDS_MAX).map((command) => commandShown(command, room));
  return { commands: told, moreCommands: commands.length - told.length };
}

const COMMANDS_MAX = 100;

function commandShown(said: Command, room: Room): CommandShown {
  const { command, ...rest } = said;
  const fields = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => name !== 'id' && !(value instanceof Body)),
  );
  const body = 'body' in rest ? bodyLines(rest.body, !isLeftOut(rest.body)) : [];
  return { command, fields: [...fieldLines(fields, room), ...body] };
}

/** Of all of them together so many bytes as can be shown. */
function chunksShown(chunks: readonly Uint8Array[]): Pick<InputShown, 'chunks' | 'bytes'> {
  let left: number = inspectorLimits.toldChunkBytesMax;
  const told: ChunkShown[] = [];
  for (const chunk of chunks) {
    const shown = chunk.subarray(0, left);
    if (shown.length === 0) break;
    left -= shown.length;
    told.push(chunkShown(chunk, shown));
  }
  return { chunks: told, bytes: bytesIn(chunks) };
}

function chunkShown(chunk: Uint8Array, shown: Uint8Array): ChunkShown {
  const leftOut = leftOutOf(chunk)
    .filter(({ start }) => start < shown.length)
    .map(({ start, end }) => [start, Math.min(end, shown.length)] as const);
  return { bytes: chunk.length, shown: Buffer.from(shown).toString('base64'), leftOut };
}

function bytesIn(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
