import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';
import type { Command } from '../../src/protocol/commands.ts';
import type { Happening, Input } from '../../src/protocol/inputs.ts';
import type { Plain } from '../../src/trace/format/plain.ts';
import type { TapedStep } from '../../src/trace/format/steps-on-tape.ts';
import type { WritableRecord } from '../../src/trace/writing/tape-writer.ts';

const anyName = fc.constantFrom(
  'node',
  'node/o1',
  'node/i2',
  'texts',
  'quiet + open',
  'ä\u{1f642}',
);
const anyWords = fc.oneof(anyName, fc.string({ unit: 'binary', maxLength: 80 }));
/** Short or long, with a byte-order mark or two. */
const anyMarkedText = fc
  .tuple(fc.constantFrom('\ufeff', '\ufeff\ufeff'), fc.string({ unit: 'binary', maxLength: 90 }))
  .map(([marks, text]) => marks + text);
const anyCount = fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat());

/** What comes back from a tape as it went there. */
export const anyTapePlain: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain; leaf: Plain }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.constantFrom<Plain[]>(null, true, false, '', 0, -1, -32, -33, -128, -129, 127, 128),
      fc.constantFrom<Plain[]>(255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -(2 ** 31) - 1),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      anyWords,
      anyMarkedText,
      fc.uint8Array({ maxLength: 300 }),
    ),
    value: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 20 }),
      fc.dictionary(
        anyWords.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 18, noNullPrototype: true },
      ),
    ),
  }),
).value;

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  aRecord({
    id: anyCount,
    command: fc.constantFrom('connect', 'disconnect', 'ban', 'unban', 'ignore', 'unignore'),
    peer: anyWords,
  }),
  aRecord({
    id: anyCount,
    command: fc.constant('send'),
    peer: anyWords,
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Body(bytes)),
  }),
  aRecord({
    id: anyCount,
    command: fc.constant('broadcast'),
    topic: anyWords,
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Body(bytes)),
  }),
  aRecord({
    id: anyCount,
    command: fc.constant('ask'),
    peer: anyWords,
    topic: anyWords,
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Body(bytes)),
  }),
  aRecord({
    id: anyCount,
    command: fc.constant('reply'),
    peer: anyWords,
    re: anyCount,
    topic: anyWords,
    code: anyWords,
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Body(bytes)),
  }),
  aRecord({ id: anyCount, command: fc.constant('route'), peer: anyWords }),
  aRecord({
    id: anyCount,
    command: fc.constantFrom('peers', 'lp', 'status', 'quit', 'announce', 'view', 'topology'),
  }),
  aRecord({ id: anyCount, command: fc.constant('scan'), range: anyWords }),
  aRecord({ id: anyCount, command: fc.constant('mark'), text: anyWords }),
) as fc.Arbitrary<Command>;

const anyLink = fc.constantFrom('o1', 'i1');

const anyHappeningOfType: {
  readonly [T in Happening['type']]: fc.Arbitrary<object>;
} = {
  'node.started': aRecord({
    config: aRecord({
      id: anyWords,
      instance: aRecord({ boot: anyCount, nonce: anyCount }),
      name: anyWords,
      network: anyWords,
      host: anyWords,
      port: anyCount,
      contacts: fc.array(anyWords, { maxLength: 4 }),
      dialTimeoutMs: anyCount,
      seed: fc.maxSafeInteger(),
      pingIntervalMs: anyCount,
      connectionsMax: anyCount,
      tls: fc.boolean(),
      basePort: anyCount,
      limitsLoopback: fc.boolean(),
      advertise: fc.array(anyWords, { maxLength: 4 }),
      banned: fc.array(anyWords, { maxLength: 4 }),
      ignored: fc.array(anyWords, { maxLength: 4 }),
      wallMs: anyCount,
      role: fc.constantFrom('peer', 'seed'),
      discovery: fc.subarray(['seeds', 'exchange', 'saved', 'lan']),
      seeds: fc.array(anyWords, { maxLength: 4 }),
      saved: fc.array(anyWords, { maxLength: 4 }),
      hopLimit: anyCount,
      signs: fc.boolean(),
      presenceIntervalMs: anyCount,
      staysHere: fc.boolean(),
      relays: fc.boolean(),
    }),
  }),
  'network.listening': aRecord({ host: anyWords, port: anyCount }),
  'network.failed': aRecord({
    code: fc.constantFrom('port-busy', 'listen-failed'),
    text: anyWords,
  }),
  'link.accepted': aRecord({ link: anyLink, address: anyWords }),
  'link.opened': aRecord({ link: anyLink, address: anyWords }),
  'dial.failed': aRecord({ link: anyLink, code: fc.constantFrom('refused', 'bad-address') }),
  'link.secured': aRecord({ link: anyLink, peer: fc.option(anyWords) }),
  'link.judged': aRecord({
    link: anyLink,
    fault: fc.constantFrom(null, 'wrong-key', 'wrong-network-key'),
  }),
  'seals.made': aRecord({
    of: fc.constantFrom('casts', 'mail'),
    batch: anyCount,
    key: fc.uint8Array({ maxLength: 44 }),
    signatures: fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 4 }),
  }),
  'seals.judged': aRecord({
    of: fc.constantFrom('casts', 'mail'),
    batch: anyCount,
    sound: fc.array(fc.boolean(), { maxLength: 4 }),
  }),
  'lan.heard': aRecord({ id: anyWords, address: anyWords }),
  'link.bytes': aRecord({
    link: anyLink,
    chunks: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }),
  }),
  'link.congested': aRecord({ link: anyLink }),
  'link.drained': aRecord({ link: anyLink }),
  'link.ended': aRecord({ link: anyLink }),
  'link.closed': aRecord({ link: anyLink, code: fc.constantFrom('ended', 'reset', 'link-failed') }),
  'timer.fired': aRecord({ timer: anyWords }),
  'random.drawn': aRecord({ effect: anyWords, bytes: fc.uint8Array({ maxLength: 64 }) }),
  commands: aRecord({ commands: fc.array(anyCommand, { maxLength: 4 }) }),
};

/** Of every type there is, as often. */
export const anyInput: fc.Arbitrary<Input> = fc
  .oneof(
    ...Object.entries(anyHappeningOfType).map(([type, fields]) =>
      fields.map((values) => ({ type, ...values })),
    ),
  )
  .chain((happening) => anyCount.map((at) => ({ ...happening, at }) as Input));

const anyOutline = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.integer(),
  fc.string({ unit: 'binary', maxLength: 64 }),
  fc.nat().map((digest) => [digest] as const),
);

const anyFields = fc.array(fc.tuple(anyWords, anyOutline), { maxLength: 3 });

const anyStep: fc.Arbitrary<TapedStep> = aRecord({
  actor: anyName,
  event: anyWords,
  state: anyName,
  guard: fc.option(anyWords),
  changes: anyFields,
  effects: fc.array(aRecord({ type: anyName, fields: anyFields }), { maxLength: 3 }),
});

/** What a recorder writes for a turn or between two; times and numbers are put in by `tapeOf`. */
export type Scene = (turn: number, at: number) => readonly WritableRecord[];

const anyTurn: fc.Arbitrary<Scene> = fc
  .tuple(anyInput, fc.array(anyStep, { maxLength: 3 }))
  .map(([input, steps]) => (turn, at) => [
    { kind: 'input', turn, input: { ...input, at } },
    { kind: 'steps', turn, steps },
  ]);

const anyBetween: fc.Arbitrary<Scene> = fc.oneof(
  anyCount.map<Scene>((wall) => (_, at) => [{ kind: 'clock', at, wall }]),
  anyWords.map<Scene>((text) => (turn, at) => [{ kind: 'mark', turn: turn - 1, at, text }]),
  anyWords.map<Scene>((code) => (turn, at) => [
    { kind: 'gap', fromTurn: turn, toTurn: turn + 2, at, code },
  ]),
  fc.tuple(anyWords, anyWords).map<Scene>(([name, message]) => (turn, at) => [
    { kind: 'crashed', turn: turn - 1, at, name, message },
  ]),
);

export const anyScenes: fc.Arbitrary<readonly Scene[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: anyTurn }, { weight: 1, arbitrary: anyBetween }),
  { minLength: 1, maxLength: 20 },
);

function aRecord<T>(fields: { readonly [F in keyof T]: fc.Arbitrary<T[F]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true }) as fc.Arbitrary<T>;
}
