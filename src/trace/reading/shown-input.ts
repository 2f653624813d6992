import type { Command } from '../../protocol/commands.ts';
import type { Input } from '../../protocol/inputs.ts';
import { isLeftOut } from '../format/sends-on-tape.ts';
import type { FrameReader } from './frame-reader.ts';
import { shownContent } from './shown-content.ts';

type Shown = Readonly<Record<string, unknown>>;

/** An input by its fields, with what was said in it. */
export function shownInput(input: Input, reader: FrameReader): Shown {
  const { type, at: _, ...rest } = input;
  const line = { type, actor: actorOf(input) };
  switch (input.type) {
    case 'link.bytes': {
      const frames = reader.read(input);
      const bytes = bytesIn(input.chunks);
      const shown = { ...line, link: input.link, bytes };
      return frames === null ? shown : { ...shown, frames };
    }
    case 'commands':
      return { ...line, commands: input.commands.map(shownCommand) };
    case 'random.drawn':
      return { ...line, effect: input.effect, bytes: input.bytes.length };
    case 'seals.made':
      return { ...line, of: input.of, batch: input.batch, words: input.signatures.length };
    case 'link.accepted':
    case 'link.opened':
      reader.open(input.link);
      return { ...line, ...rest };
    case 'link.closed':
      reader.forget(input.link);
      return { ...line, ...rest };
    default:
      return { ...line, ...rest };
  }
}

function shownCommand(command: Command): Shown {
  if (!('body' in command)) return command;
  const { body, ...words } = asSaid(command);
  return { ...words, ...shownContent(body, isLeftOut(body)) };
}

/** What is published is a broadcast with a topic; its user has said `publish`. */
function asSaid<Said extends Command>(command: Said) {
  const isPublished = command.command === 'broadcast' && command.topic !== '';
  return isPublished ? { ...command, command: 'publish' } : command;
}

function actorOf(input: Input): string {
  if ('link' in input) return `node/${input.link}`;
  if (input.type === 'timer.fired') return input.timer.slice(0, input.timer.indexOf('#'));
  if (input.type === 'random.drawn') return input.effect.slice(0, input.effect.indexOf('#'));
  return 'node';
}

function bytesIn(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
