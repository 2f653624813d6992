import { Packr } from 'msgpackr';
import { encodeFrames } from '../../../dist/codec/encode-frames.js';
import { Body } from '../../../dist/protocol/body.js';
import { messageAt } from '../payload.mjs';

const packr = new Packr({ useRecords: false });
const mapBytes = 154;

/**
 * @param {string} as  Texts in our frames; the same texts one after the other, which are msgpack; or maps of that size.
 * @param {number} count
 */
export function readyMade(as, count) {
  const make = ways[as];
  if (make === undefined) throw new Error(`nothing is made as '${as}'`);
  return Array.from({ length: count }, (_, index) => make(index));
}

/** @type {Record<string, (index: number) => Buffer>} */
const ways = {
  node: (index) => {
    const text = {
      kind: /** @type {const} */ ('text'),
      sequence: index + 1,
      body: new Body(messageAt(index)),
    };
    return Buffer.from(encodeFrames([text]));
  },
  values: messageAt,
  maps: (index) => {
    const rest = { kind: 'message', from: 'alice', to: 'bob', sequence: 1_000_000 + index };
    const bare = packr.pack({ ...rest, text: '' }).length;
    // The head of a text of this length is one byte longer than that of an empty one.
    return packr.pack({ ...rest, text: String(index).padEnd(mapBytes - bare - 1, '.') });
  },
};
