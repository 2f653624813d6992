import type { Discovery, NodeConfig } from '../../protocol/node-config.ts';
import type { Instance } from '../../protocol/peer-id.ts';
import {
  count,
  fieldList,
  flag,
  listOf,
  number,
  oneOf,
  pushFields,
  takeFields,
  text,
  texts,
} from './field-on-tape.ts';
import type { FieldOnTape, FieldsOnTape } from './field-on-tape.ts';
import { Fields } from './fields.ts';
import type { Plain } from './plain.ts';

const instance: FieldOnTape<Instance> = {
  toTape: ({ boot, nonce }) => [boot, nonce],
  fromTape: (value) => {
    const fields = new Fields(value);
    return { boot: fields.count(), nonce: fields.count() };
  },
};

const discovery = oneOf<Discovery>({ seeds: true, exchange: true, saved: true, lan: true });

const fieldsOnTape: FieldsOnTape<NodeConfig> = {
  id: text,
  instance,
  name: text,
  network: text,
  host: text,
  port: count,
  contacts: texts,
  dialTimeoutMs: count,
  seed: number,
  pingIntervalMs: count,
  connectionsMax: count,
  tls: flag,
  advertise: texts,
  banned: texts,
  ignored: texts,
  basePort: count,
  limitsLoopback: flag,
  wallMs: count,
  role: oneOf<NodeConfig['role']>({ peer: true, seed: true }),
  discovery: listOf(discovery),
  seeds: texts,
  saved: texts,
  hopLimit: count,
  signs: flag,
  presenceIntervalMs: count,
  staysHere: flag,
  relays: flag,
};
const configFields = fieldList(fieldsOnTape);

/** What a node was told before its first turn, in the order of the list above. */
export const config: FieldOnTape<NodeConfig> = {
  toTape: (value, keeping) => {
    const tape: Plain[] = [];
    pushFields(tape, configFields, value, keeping);
    return tape;
  },
  fromTape: (value) => {
    const config: Record<string, unknown> = {};
    takeFields(config, configFields, new Fields(value));
    return config as unknown as NodeConfig;
  },
};
