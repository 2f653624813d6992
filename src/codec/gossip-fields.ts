import { limits } from '../protocol/limits.ts';
import { KEY_BYTES_MAX, SIGNATURE_BYTES_MAX } from '../protocol/messages.ts';
import type { Envelope } from '../protocol/envelope.ts';
import type { CastRange, Lead } from '../protocol/messages.ts';
import { bytesUpTo, instance, peerId, text, uint } from './field-types.ts';
import type { FieldType } from './field-types.ts';

export const lead: FieldType<Lead> = group({ id: peerId, address: text(limits.addressBytesMax) });

export const envelope: FieldType<Envelope> = group({
  origin: peerId,
  instance,
  sequence: uint,
  hopLimit: uint,
  expires: uint,
  key: bytesUpTo(KEY_BYTES_MAX),
  signature: bytesUpTo(SIGNATURE_BYTES_MAX),
});

export const castRange: FieldType<CastRange> = group({
  origin: peerId,
  instance,
  first: uint,
  last: uint,
  hops: uint,
});

/** Fields that belong together, as an array within the header; items after the declared ones are passed over. */
function group<T extends object>(types: {
  readonly [F in keyof T]: FieldType<T[F]>;
}): FieldType<T> {
  const fields = Object.entries<FieldType<unknown>>(types);
  return {
    words: `array of ${fields.length}: ${fields.map(([name, type]) => `${name}, ${type.words}`).join('; ')}`,
    bytesMax: 3 + fields.reduce((sum, [, type]) => sum + type.bytesMax, 0),
    take(item) {
      if (!Array.isArray(item)) return undefined;
      const value: Record<string, unknown> = {};
      for (const [index, [name, type]] of fields.entries()) {
        const field = type.take(item[index]);
        if (field === undefined) return undefined;
        value[name] = field;
      }
      return value as T;
    },
    put(out, value) {
      out.array(fields.length);
      const values = value as Readonly<Record<string, unknown>>;
      return fields.every(([name, type]) => type.put(out, values[name]));
    },
  };
}
