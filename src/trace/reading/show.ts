import type { Outline } from '../../values/outline.ts';
import type { Command } from '../../protocol/commands.ts';
import { limits } from '../../protocol/limits.ts';
import { FrameReader } from './frame-reader.ts';
import type { ShownFrame } from './frame-reader.ts';
import { shownInput } from './shown-input.ts';
import type { TapeItem } from './tape-item.ts';
import { readTape } from './tape-reader.ts';
import type { HeaderRecord } from '../format/tape-record.ts';
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
  const { to = Infinity } = options;
  const start = wallAtStart(store);
  const reader = new FrameReader();
  const states = new Map<string, string>();
  let turn = 0;
  let us = 0;
  let isBegun = false;
  for (const item of readTape(store)) {
    if ('turn' in item) turn = item.turn;
    if (item.kind === 'gap') turn = item.fromTurn;
    if (turn > to) return;
    us = usOf(item) ?? us;
    for (const line of linesOf(item, reader, states, isBegun)) {
      if (isAsked(line, turn, options)) yield { ...line, at: Math.round(start + us / 1000), us };
    }
    isBegun ||= item.kind === 'header';
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

/** What is wrong with a tape is told whatever was asked; of the tape as a whole only if nothing was. */
function isAsked(line: ShownLine, turn: number, options: ShowOptions): boolean {
  const { actor, event, from = 0 } = options;
  if (faults.has(line.event)) return true;
  if (line.event === 'header' && event !== 'header') {
    return Object.values(options).every((wish) => wish === undefined);
  }
  if (turn < from) return false;
  if (actor !== undefined && actorOf(line) !== actor) return false;
  return event === undefined || eventsOf(line).includes(event);
}

const faults: ReadonlySet<string> = new Set(['damage', 'unreadable', 'newer']);

/** Whose doing a line tells of: inputs come to an actor and are nobody's. */
export function actorOf(line: ShownLine): string | null {
  return line.event === 'step' || line.event === 'effect' ? String(line['actor']) : null;
}

/** All that a line is about: what kind it is, what happened, and what was said or commanded in it. */
export function eventsOf(line: ShownLine): readonly string[] {
  const said = [
    ...((line['frames'] ?? []) as readonly ShownFrame[]).map(({ kind }) => kind),
    ...((line['commands'] ?? []) as readonly Pick<Command, 'command'>[]).map((one) => one.command),
  ];
  return [line.event, line['type'], line['on'], ...said].filter((one) => typeof one === 'string');
}

function* linesOf(
  item: TapeItem,
  reader: FrameReader,
  states: Map<string, string>,
  isBegun: boolean,
): Generator<ShownLine> {
  switch (item.kind) {
    case 'page':
      return;
    case 'header':
      yield headerLine(item, isBegun);
      return;
    case 'input': {
      const { turn, offset, input } = item;
      yield { event: 'input', turn, offset, ...shownInput(input, reader) };
      return;
    }
    case 'steps':
      for (const step of item.steps) yield* stepLines(item.turn, step, states);
      return;
    case 'checkpoint':
      reader.resume(item.state);
      yield { event: 'checkpoint', turn: item.turn, offset: item.offset };
      return;
    case 'gap': {
      const { kind, ...rest } = item;
      reader.lose();
      yield { event: kind, turn: item.fromTurn, ...rest };
      return;
    }
    default: {
      const { kind, ...rest } = item;
      if (kind === 'damage') reader.lose();
      yield { event: kind, ...rest };
    }
  }
}

/** A tape whose first segments have gone says with its first header where it begins. */
function headerLine(header: HeaderRecord, isBegun: boolean): ShownLine {
  const { kind, format, code, machines, node, run, bodies, config, seeds, segment, turn } = header;
  const line = { event: kind, format, code, machines, node, run, bodies, segment, turn };
  return {
    ...line,
    ...(isBegun || turn === 1 ? {} : { fromTurn: turn }),
    config,
    seeds,
  };
}

function* stepLines(
  turn: number,
  step: TapedStep,
  states: Map<string, string>,
): Generator<ShownLine> {
  const { actor, event: on, state: to, guard } = step;
  const from = states.get(actor) ?? null;
  remember(states, actor, to);
  const changes = Object.fromEntries(step.changes.map(([field, value]) => [field, shown(value)]));
  const line = { event: 'step', turn, actor, on, from, to, changes };
  yield guard === null ? line : { ...line, guard };
  for (const effect of step.effects) yield effectLine(turn, actor, effect);
}

/** A long run has any number of actors, one after another: what moved last is remembered. */
function remember(states: Map<string, string>, actor: string, state: string): void {
  if (actor.length + state.length > 2 * limits.tapeNameUnitsMax) return;
  states.delete(actor);
  states.set(actor, state);
  if (states.size <= limits.shownActorsMax) return;
  const [oldest] = states.keys();
  states.delete(oldest!);
}

/** Its fields stand in the line by their names, but for those that a line has itself. */
function effectLine(turn: number, actor: string, { type, fields }: TapedEffect): ShownLine {
  const line = { event: 'effect', turn, actor, type };
  const named = Object.fromEntries(
    fields.map(([name, value]) => [otherNames.get(name) ?? name, shown(value)]),
  );
  return { ...line, ...named, ...line };
}

/** `event` names the line. */
const otherNames = new Map([['event', 'on']]);

/** A digest says nothing to anybody but that it is one. */
function shown(value: Outline): unknown {
  return Array.isArray(value) ? { digest: value[0] as number } : value;
}
