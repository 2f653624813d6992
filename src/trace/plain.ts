import type { Body } from '../protocol/body.ts';

/** What a record can hold. A `Body` is packed as the bytes it shows, and comes back as `Uint8Array`. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Body
  | readonly Plain[]
  | { readonly [key: string]: Plain };
