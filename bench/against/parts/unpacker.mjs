import { unpackMultiple } from 'msgpackr';

/**
 * Unpacks a stream of msgpack values as its pages say: all that is whole in a chunk, the rest with the next.
 * @param {(value: unknown) => void} heard
 */
export function unpacker(heard) {
  /** @type {Buffer | null} */
  let rest = null;
  return (/** @type {Buffer} */ chunk) => {
    const bytes = rest === null ? chunk : Buffer.concat([rest, chunk]);
    rest = null;
    try {
      unpackMultiple(bytes, heard);
    } catch (error) {
      if (!isOfRest(error)) throw error;
      rest = bytes.subarray(error.lastPosition);
    }
  };
}

/**
 * @param {unknown} error
 * @returns {error is { lastPosition: number }}
 */
function isOfRest(error) {
  return error instanceof Error && 'incomplete' in error && error.incomplete === true;
}
