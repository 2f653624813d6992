import { Body } from '../../protocol/body.ts';
import { bundleOf } from './value-bundle.ts';

/** Whether two values say the same; states share what has not changed, so that this is nearly always known at once. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (one instanceof Uint8Array && other instanceof Uint8Array) return sameBytes(one, other);
  if (one instanceof Body && other instanceof Body) return one.length === other.length;
  const here = bundleOf(one);
  const there = bundleOf(other);
  if (here === null || there === null) return false;
  if (here.kind !== there.kind || here.size !== there.size) return false;
  const others = there.entries();
  return here.entries().every(([key, value], place) => {
    const [otherKey, otherValue] = others[place]!;
    return key === otherKey && sameValue(value, otherValue);
  });
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}
