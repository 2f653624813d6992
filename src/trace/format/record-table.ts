import { bodyPolicies } from './body-policy.ts';
import type { BodySkimmer } from './body-skimmer.ts';
import { Fields } from './fields.ts';
import { inputFromTape, inputToTape } from './input-on-tape.ts';
import type { Plain } from './plain.ts';
import { stepsFromTape, stepsToTape } from './steps-on-tape.ts';
import type { Intern, NameOf } from './steps-on-tape.ts';
import { malformed } from './tape-error.ts';
import type { TapeRecord, TapeRecordKind } from './tape-record.ts';

/** What a record needs from the place it is written to. */
export interface Writing {
  readonly intern: Intern;
  readonly skimmer: BodySkimmer;
}

interface KindOnTape<R> {
  /** A number never changes its meaning. */
  readonly number: number;
  toTape(record: R, writing: Writing): Plain[];
  fromTape(tape: Fields, nameOf: NameOf): R;
}

type RecordOf<K extends TapeRecordKind> = Extract<TapeRecord, { readonly kind: K }>;

/** The closed table of records: each is a list of fields, in the order given here. */
export const recordTable: { readonly [K in TapeRecordKind]: KindOnTape<RecordOf<K>> } = {
  header: {
    number: 1,
    toTape: (record) => [
      record.format,
      record.run,
      record.segment,
      record.turn,
      record.node,
      record.code,
      record.machines,
      record.config,
      record.seeds,
      record.bodies,
      record.steps,
    ],
    fromTape: (tape) => ({
      kind: 'header',
      format: tape.count(),
      run: tape.text(),
      segment: tape.count(),
      turn: tape.count(),
      node: tape.text(),
      code: tape.text(),
      machines: texts(tape.map()),
      config: tape.map(),
      seeds: tape.map(),
      bodies: bodyPolicy(tape.text()),
      steps: tape.flag(),
    }),
  },
  page: {
    number: 2,
    toTape: ({ page, offset, turn, at }) => [page, offset, turn, at],
    fromTape: (tape) => ({
      kind: 'page',
      page: tape.count(),
      offset: tape.count(),
      turn: tape.count(),
      at: tape.count(),
    }),
  },
  name: {
    number: 3,
    toTape: ({ ref, name }) => [ref, name],
    fromTape: (tape) => ({ kind: 'name', ref: tape.count(), name: tape.text() }),
  },
  input: {
    number: 4,
    toTape: ({ turn, input }, { skimmer }) => inputToTape(turn, input, skimmer),
    fromTape: (tape) => ({ kind: 'input', turn: tape.count(), input: inputFromTape(tape) }),
  },
  steps: {
    number: 5,
    toTape: ({ turn, steps }, { intern }) => stepsToTape(turn, steps, intern),
    fromTape: (tape, nameOf) => ({
      kind: 'steps',
      turn: tape.count(),
      steps: stepsFromTape(tape, nameOf),
    }),
  },
  checkpoint: {
    number: 6,
    toTape: ({ turn, at, state }) => [turn, at, state],
    fromTape: (tape) => ({
      kind: 'checkpoint',
      turn: tape.count(),
      at: tape.count(),
      state: tape.any(),
    }),
  },
  clock: {
    number: 7,
    toTape: ({ at, wall }) => [at, wall],
    fromTape: (tape) => ({ kind: 'clock', at: tape.count(), wall: tape.count() }),
  },
  gap: {
    number: 8,
    toTape: ({ fromTurn, toTurn, at, code }) => [fromTurn, toTurn, at, code],
    fromTape: (tape) => ({
      kind: 'gap',
      fromTurn: tape.count(),
      toTurn: tape.count(),
      at: tape.count(),
      code: tape.text(),
    }),
  },
  mark: {
    number: 9,
    toTape: ({ turn, at, text }) => [turn, at, text],
    fromTape: (tape) => ({
      kind: 'mark',
      turn: tape.count(),
      at: tape.count(),
      text: tape.text(),
    }),
  },
  crashed: {
    number: 10,
    toTape: ({ turn, at, name, message }) => [turn, at, name, message],
    fromTape: (tape) => ({
      kind: 'crashed',
      turn: tape.count(),
      at: tape.count(),
      name: tape.text(),
      message: tape.text(),
    }),
  },
  footer: {
    number: 11,
    toTape: ({ offset, turn, at }) => [offset, turn, at],
    fromTape: (tape) => ({
      kind: 'footer',
      offset: tape.count(),
      turn: tape.count(),
      at: tape.count(),
    }),
  },
  rolled: {
    number: 12,
    toTape: ({ offset, turn, at }) => [offset, turn, at],
    fromTape: (tape) => ({
      kind: 'rolled',
      offset: tape.count(),
      turn: tape.count(),
      at: tape.count(),
    }),
  },
};

const kindsByNumber = new Map(Object.values(recordTable).map((kind) => [kind.number, kind]));

/** null for a kind of a later version, which readers pass over. */
export function recordFromTape(number: number, body: Plain, nameOf: NameOf): TapeRecord | null {
  return kindsByNumber.get(number)?.fromTape(new Fields(body), nameOf) ?? null;
}

function bodyPolicy(text: string): (typeof bodyPolicies)[number] {
  const policy = bodyPolicies.find((one) => one === text);
  if (policy === undefined) throw malformed('not a body policy');
  return policy;
}

function texts(map: Readonly<Record<string, Plain>>): Readonly<Record<string, string>> {
  for (const value of Object.values(map))
    if (typeof value !== 'string') throw malformed('not a text');
  return map as Readonly<Record<string, string>>;
}
