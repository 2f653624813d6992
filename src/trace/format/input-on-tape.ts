import type { SealedPost } from '../../protocol/effects.ts';
import type {
  DialCode,
  Happening,
  Input,
  LinkCode,
  ListenCode,
  ProofFault,
} from '../../protocol/inputs.ts';
import type { BodySkimmer } from './body-skimmer.ts';
import { chunks } from './chunks-on-tape.ts';
import { commands } from './commands-on-tape.ts';
import { config } from './config-on-tape.ts';
import {
  bytes,
  count,
  fieldList,
  flag,
  listOf,
  oneOf,
  orNull,
  pushFields,
  takeFields,
  text,
} from './field-on-tape.ts';
import type { FieldList, FieldsOnTape } from './field-on-tape.ts';
import type { Fields } from './fields.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

/** An input as a record has it, behind its turn: `at, type number, ...fields`. */
export function inputToTape(turn: number, input: Input, skimmer: BodySkimmer): Plain[] {
  const { number, list } = kindsByType.get(input.type)!;
  const link = 'link' in input ? input.link : '';
  const tape: Plain[] = [turn, input.at, number];
  pushFields(tape, list, input, { skimmer, link });
  if (input.type === 'link.closed' || input.type === 'dial.failed') skimmer.forget(link);
  return tape;
}

/** Bytes that were left out come back as zeros. */
export function inputFromTape(tape: Fields): Input {
  const at = tape.count();
  const kind = kindsByNumber.get(tape.count());
  if (kind === undefined) throw malformed('an input of no known type');
  const input: Record<string, unknown> = { type: kind.type };
  takeFields(input, kind.list, tape);
  input['at'] = at;
  return input as unknown as Input;
}

type Type = Happening['type'];
type FieldsOf<T extends Type> = Omit<Extract<Happening, { readonly type: T }>, 'type'>;
type Entry<T extends Type> = readonly [number: number, fields: FieldsOnTape<FieldsOf<T>>];

const listenCode = oneOf<ListenCode>({ 'port-busy': true, 'listen-failed': true });
const linkCode = oneOf<LinkCode>({
  ended: true,
  reset: true,
  'link-failed': true,
  'tls-failed': true,
  'no-certificate': true,
  'bad-certificate': true,
  'resumed-session': true,
});
const proofFault = oneOf<ProofFault>({ 'wrong-key': true, 'wrong-network-key': true });
const sealed = oneOf<SealedPost['of']>({ casts: true, mail: true });
const dialCode = oneOf<DialCode>({
  refused: true,
  unreachable: true,
  'link-failed': true,
  'bad-address': true,
});

/** A number never changes its meaning. */
const inputsOnTape: { readonly [T in Type]: Entry<T> } = {
  'node.started': [1, { config }],
  'network.listening': [2, { host: text, port: count }],
  'network.failed': [3, { code: listenCode, text }],
  'link.accepted': [4, { link: text, address: text }],
  'link.opened': [5, { link: text, address: text }],
  'dial.failed': [6, { link: text, code: dialCode }],
  'link.bytes': [7, { link: text, chunks }],
  'link.congested': [8, { link: text }],
  'link.drained': [9, { link: text }],
  'link.ended': [10, { link: text }],
  'link.closed': [11, { link: text, code: linkCode }],
  'timer.fired': [12, { timer: text }],
  'random.drawn': [13, { effect: text, bytes }],
  commands: [14, { commands }],
  'link.secured': [15, { link: text, peer: orNull(text) }],
  'link.judged': [16, { link: text, fault: orNull(proofFault) }],
  'seals.made': [17, { batch: count, key: bytes, signatures: listOf(bytes), of: sealed }],
  'seals.judged': [18, { batch: count, sound: listOf(flag), of: sealed }],
  'lan.heard': [19, { id: text, address: text }],
};

interface InputKind {
  readonly type: string;
  readonly number: number;
  readonly list: FieldList;
}

const kinds: readonly InputKind[] = Object.entries(inputsOnTape).map(
  ([type, [number, fields]]) => ({
    type,
    number,
    list: fieldList(fields),
  }),
);
const kindsByType = new Map(kinds.map((kind) => [kind.type, kind]));
const kindsByNumber = new Map(kinds.map((kind) => [kind.number, kind]));
