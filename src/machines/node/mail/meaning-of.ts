import { closeCodes, type CloseCode } from '../../../protocol/close-codes.ts';

/** A code may come from a peer, which can name whatever it likes: also what all objects have. */
export function meaningOf(code: string): string {
  return Object.hasOwn(closeCodes, code) ? closeCodes[code as CloseCode].meaning : code;
}
