import { readMessages } from '../../codec/read-messages.ts';
import { nothingPending, type Pending } from '../../codec/cut-frames.ts';
import type { Outline } from '../../machines/values/outline.ts';
import type { Input } from '../../protocol/inputs.ts';
import type { TapeItem } from './tape-item.ts';
import { readTape } from './tape-reader.ts';
import type { TapedEffect, TapedStep } from '../format/steps-on-tape.ts';
import type { TapeStore } from '../store/tape-store.ts';

export interface ShowOptions {
  readonly actor?: string;
  readonly event?: string;
  readonly from?: number;
  readonly to?: number;
}

/** One line about a tape: a plain object with the `event` it tells of. */
export type ShownLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** Tells what is on a tape, line by line, as it was recorded; nothing is run again. */
export function* show(store: TapeStore, options: ShowOptions = {}): Generator<ShownLine> {
  const { from = 0, to = Infinity } = options;
  const start = wallAtStart(store);
  const reader = new FrameReader();
  const states = new Map<string, string>();
  let turn = 0;
  let us = 0;
  for (const item of readTape(store)) {
    if ('turn' in item) turn = item.turn;
    if (turn > to) return;
    us = usOf(item) ?? us;
    for (const line of linesOf(item, reader, states)) {
      if (isAsked(line, turn, from, options))
        yield { ...line, at: Math.round(start + us / 1000), us };
    }
  }
}

/** The wall's time when the run began, in epoch milliseconds. */
function wallAtStart(store: TapeStore): number {
  for (const item of readTape(store)) {
    if (item.kind === 'clock') return item.wall - item.at / 1000;
  }
  return 0;
}

function usOf(item: TapeItem): number | undefined {
  if (item.kind === 'input') return item.input.at;
  return 'at' in item ? item.at : undefined;
}

function isAsked(
  line: ShownLine,
  turn: number,
  from: number,
  { actor, event }: ShowOptions,
): boolean {
  const aboutActor = line.event === 'step' || line.event === 'effect';
  if (turn < from) return line.event === 'header';
  if (actor !== undefined && !(aboutActor && line['actor'] === actor)) return false;
  return (
    event === undefined || line['type'] === event || line['on'] === event || line.event === event
  );
}

function* linesOf(
  item: TapeItem,
  reader: FrameReader,
  states: Map<string, string>,
): Generator<ShownLine> {
  switch (item.kind) {
    case 'page':
      return;
    case 'header': {
      const { kind, format, code, machines, node, run, bodies, config, seeds, segment, turn } =
        item;
      yield {
        event: kind,
        format,
        code,
        machines,
        node,
        run,
        bodies,
        segment,
        turn,
        config,
        seeds,
      };
      return;
    }
    case 'input':
      yield inputLine(item.turn, item.offset, item.input, reader);
      return;
    case 'steps':
      for (const step of item.steps) yield* stepLines(item.turn, step, states);
      return;
    case 'checkpoint':
      yield { event: 'checkpoint', turn: item.turn, offset: item.offset };
      return;
    default: {
      const { kind, ...rest } = item;
      yield { event: kind, ...rest };
    }
  }
}

function inputLine(turn: number, offset: number, input: Input, reader: FrameReader): ShownLine {
  const { type, at: _, ...rest } = input;
  const line = { event: 'input', turn, offset, type, actor: actorOf(input) };
  switch (input.type) {
    case 'link.bytes':
      return {
        ...line,
        link: input.link,
        bytes: bytesIn(input.chunks),
        frames: reader.read(input),
      };
    case 'commands':
      return { ...line, commands: input.commands.map(({ command }) => command) };
    case 'random.drawn':
      return { ...line, effect: input.effect, bytes: input.bytes.length };
    case 'link.closed':
      reader.forget(input.link);
      return { ...line, ...rest };
    default:
      return { ...line, ...rest };
  }
}

function* stepLines(
  turn: number,
  step: TapedStep,
  states: Map<string, string>,
): Generator<ShownLine> {
  const { actor, event: on, state: to, guard } = step;
  const from = states.get(actor) ?? null;
  states.set(actor, to);
  const changes = Object.fromEntries(step.changes.map(([field, value]) => [field, shown(value)]));
  const line = { event: 'step', turn, actor, on, from, to, changes };
  yield guard === null ? line : { ...line, guard };
  for (const effect of step.effects) yield effectLine(turn, actor, effect);
}

/** Its fields stand in the line by their names, but for those that a line has itself. */
function effectLine(turn: number, actor: string, { type, fields }: TapedEffect): ShownLine {
  const line = { event: 'effect', turn, actor, type };
  const named = Object.fromEntries(
    fields.map(([name, value]) => [otherNames.get(name) ?? name, shown(value)]),
  );
  return { ...line, ...named, ...line };
}

/** `event` names the line, and `us` is its time. */
const otherNames = new Map([
  ['event', 'on'],
  ['us', 'tookUs'],
]);

/** A digest says nothing to anybody but that it is one. */
function shown(value: Outline): unknown {
  return Array.isArray(value) ? { digest: value[0] as number } : value;
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

/** Follows the frames of each link, to name the messages in an input's bytes. */
class FrameReader {
  readonly #pending = new Map<string, Pending | null>();

  read({ link, chunks }: Extract<Input, { type: 'link.bytes' }>): string[] {
    const pending = this.#pending.get(link) ?? nothingPending;
    if (this.#pending.get(link) === null) return [];
    const read = readMessages(pending, chunks);
    this.#pending.set(link, read.rejection === null ? read.pending : null);
    const kinds: string[] = read.messages.map(({ kind }) => kind);
    return read.rejection === null ? kinds : [...kinds, read.rejection.code];
  }

  forget(link: string): void {
    this.#pending.delete(link);
  }
}
