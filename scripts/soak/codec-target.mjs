import { changeBytes } from './change-bytes.mjs';

/**
 * What a link may bring. An input is a byte that says how it is cut into chunks, and then the bytes of a
 * stream.
 *
 * @param {import('./targets.mjs').Load} load
 * @returns {Promise<import('./targets.mjs').Target>}
 */
export async function codecTarget(load) {
  const { readMessages } = await load('codec/read-messages');
  const { nothingPending } = await load('codec/cut-frames');
  const { pendingFromPlain, pendingToPlain } = await load('codec/pending-on-tape');
  const { encodeFrames } = await load('codec/encode-frames');
  const { Body } = await load('protocol/body');
  const { closeCodes } = await load('protocol/close-codes');
  const { limits } = await load('protocol/limits');

  /** @param {number} sequence */
  const broadcastOf = (sequence) => ({
    kind: 'broadcast',
    envelope: {
      origin: 'a'.repeat(52),
      instance: { boot: 1, nonce: 70_000 },
      sequence,
      hopLimit: 32,
      expires: 1_790_000_000_000,
      key: new Uint8Array(44),
      signature: new Uint8Array(64),
    },
    hops: 1,
    topic: '',
    body: new Body(Buffer.from('hi')),
  });

  /** @param {Uint8Array[]} chunks @param {boolean} isTaped */
  function readAll(chunks, isTaped) {
    const messages = [];
    let pending = nothingPending;
    for (const chunk of chunks) {
      const read = readMessages(pending, [chunk]);
      messages.push(...read.messages);
      if (read.rejection !== null)
        return { messages, pending: read.pending, rejection: read.rejection };
      pending = isTaped ? pendingFromPlain(pendingToPlain(read.pending, true)) : read.pending;
    }
    return { messages, pending, rejection: null };
  }

  /** @param {any} read */
  function told({ messages, pending, rejection }) {
    return JSON.stringify([messages.map(comparable), pending.received, rejection]);
  }

  return {
    sources: /\/codec\//,
    starts: () => [
      Buffer.concat([
        Buffer.of(3),
        encodeFrames([
          { kind: 'welcome' },
          { kind: 'ping', token: 70_000 },
          { kind: 'text', sequence: 1, body: new Body(Buffer.from('hi')) },
          { kind: 'receipt', taken: 1 },
          { kind: 'bye', code: 'quit', text: 'so long' },
        ]),
      ]),
      Buffer.concat([Buffer.of(3), encodeFrames([1, 300].map(broadcastOf))]),
    ],
    change: (input, other, dice) =>
      dice.once(3) ? changeBytes(input, other, dice) : changeFrames(input, other, dice),
    run(input) {
      const size = 1 + ((input[0] ?? 0) % 31);
      const bytes = input.slice(1);
      const atOnce = readAll([bytes], false);
      const chunks = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
      const isSame = told(readAll(chunks, false)) === told(atOnce);
      expect(isSame, 'chunks change what is read');
      expect(told(readAll(chunks, true)) === told(atOnce), 'a tape changes what is read');
      const { messages, pending, rejection } = atOnce;
      expect(rejection === null || rejection.code in closeCodes, 'a rejection has no code');
      expect(pending.received < 4 + limits.frameBytesMax, 'too much is kept');
      const encoded = encodeFrames(messages);
      const again = readMessages(nothingPending, [encoded]);
      expect(
        again.rejection === null && again.pending === nothingPending,
        'what was read cannot be sent',
      );
      expect(
        told({ ...again, pending, rejection }) === told(atOnce),
        'what was read is sent otherwise',
      );
      expect(Buffer.compare(encodeFrames(again.messages), encoded) === 0, 'it has two encodings');
      return rejection?.text ?? messages.at(-1)?.kind ?? '';
    },
  };
}

/** @param {boolean} holds @param {string} what */
function expect(holds, what) {
  if (!holds) throw new Error(what);
}

/** @param {any} message */
function comparable(message) {
  return Object.entries(message).map(([name, value]) => {
    if (name === 'body')
      return Buffer.from(value.source.subarray(value.start, value.end)).toString('hex');
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  });
}

/**
 * Frames, each with a length that fits what was made of it.
 *
 * @param {Uint8Array} input
 * @param {Uint8Array} other
 * @param {import('./dice.mjs').Dice} dice
 */
function changeFrames(input, other, dice) {
  const frames = framesIn(input);
  const strange = framesIn(other);
  const at = dice.below(frames.length);
  const frame = frames[at] ?? dice.oneOf(strange);
  if (frame === undefined) return changeBytes(input, other, dice);
  const [header, body] = frame;
  switch (dice.below(6)) {
    case 0:
      frames.splice(at, 1);
      break;
    case 1:
      frames.splice(dice.below(frames.length + 1), 0, frame);
      break;
    case 2:
      frames.splice(at, 0, dice.oneOf(strange) ?? frame);
      break;
    case 3:
      frames[at] = [header, changeBytes(body, other, dice)];
      break;
    default:
      frames[at] = [changeBytes(header, dice.oneOf(strange)?.[0] ?? header, dice), body];
  }
  return Buffer.concat([input.subarray(0, 1), ...frames.map(frameOf)]);
}

/** @param {Uint8Array} input @returns {[header: Uint8Array, body: Uint8Array][]} */
function framesIn(input) {
  const bytes = Buffer.from(input);
  /** @type {[Uint8Array, Uint8Array][]} */
  const frames = [];
  for (let at = 1; at + 6 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    const body = at + 6 + bytes.readUInt16BE(at + 4);
    frames.push([bytes.subarray(at + 6, body), bytes.subarray(body, Math.max(body, end))]);
    at = Math.max(end, at + 6);
  }
  return frames;
}

/** @param {[Uint8Array, Uint8Array]} frame */
function frameOf([header, body]) {
  const prefix = Buffer.alloc(6);
  prefix.writeUInt32BE(2 + header.length + body.length);
  prefix.writeUInt16BE(header.length % 65_536, 4);
  return Buffer.concat([prefix, header, body]);
}
