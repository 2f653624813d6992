import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { concat, frameOf } from '../support/wire-bytes.ts';

const id = 'a'.repeat(52);
const nonce = new Uint8Array(16).fill(9);
const hello = [1, 1, 'lab', id, [3, 4], nonce, 5, 'anna', ['127.0.0.1:7000'], ['text'], 'join'];

function read(items: readonly unknown[], body: number[] = []) {
  const { messages, rejection } = readMessages(nothingPending, [frameOf(encode(items), body)]);
  return rejection ?? messages[0];
}

function helloWith(index: number, value: unknown) {
  return read(hello.with(index, value as number));
}

const badField = (text: string) => ({ code: 'bad-field', text });

describe('decoding a message', () => {
  it('copies the declared fields', () => {
    expect(read(hello)).toEqual({
      kind: 'hello',
      version: 1,
      network: 'lab',
      id,
      instance: { boot: 3, nonce: 4 },
      nonce,
      dial: 5,
      name: 'anna',
      addresses: ['127.0.0.1:7000'],
      capabilities: ['text'],
      purpose: 'join',
    });
  });

  it('passes over what later versions may add', () => {
    expect(read([3, 7, 'later', [1]])).toEqual({ kind: 'ping', token: 7 });
  });

  it('gives the body as a view', () => {
    const frame = frameOf([0x92, 5, 1], [97, 98]);
    const { messages } = readMessages(nothingPending, [frame]);

    expect(messages).toEqual([{ kind: 'text', sequence: 1, body: new Body(frame, 9, 11) }]);
    expect(messages[0]).toHaveProperty('body.source', frame);
  });

  it('takes a text without a body for an empty one', () => {
    expect(read([5, 1])).toMatchObject({ kind: 'text', sequence: 1, body: { length: 0 } });
  });

  it('keeps no byte of a socket but bodies', () => {
    const socketBytes = Buffer.from(frameOf(encode(hello)));
    const [message] = readMessages(nothingPending, [socketBytes]).messages;
    socketBytes.fill(0);

    expect(message).toHaveProperty('nonce', nonce);
  });

  it.each([[[]], [[0]], [[24]], [[255]], [[-1]], [['hello']], [['length']], [[null]], [[[1]]]])(
    'knows no message of kind %j',
    (items) => {
      expect(read(items)).toEqual({
        code: 'unknown-message',
        text: 'a message is of no known kind',
      });
    },
  );

  it('rejects a body where none is declared', () => {
    expect(read([3, 7], [1])).toEqual({ code: 'unexpected-body', text: 'ping has a body' });
  });

  it('says which field is missing', () => {
    expect(read([3])).toEqual(badField('ping.token is missing'));
    expect(read(hello.slice(0, -1))).toEqual(badField('hello.purpose is missing'));
  });

  it.each([
    ['a text for a number', 1, '1', 'hello.version is not uint'],
    ['a number below zero', 1, -1, 'hello.version is not uint'],
    ['nil', 1, null, 'hello.version is not uint'],
    ['a number for a text', 2, 7, 'hello.network is not text of at most 64 bytes'],
    ['an id with other letters', 3, '1'.repeat(52), /^hello.id is not text of 52 characters/],
    ['a short id', 3, 'a'.repeat(51), /^hello.id is not text of 52 characters/],
    ['an instance of one', 4, [3], /^hello.instance is not array of two/],
    ['an instance of three', 4, [3, 4, 5], /^hello.instance is not array of two/],
    ['a nonce that is text', 5, 'x'.repeat(16), 'hello.nonce is not 16 bytes'],
    ['a short nonce', 5, nonce.slice(1), 'hello.nonce is not 16 bytes'],
    ['a long nonce', 5, new Uint8Array(17), 'hello.nonce is not 16 bytes'],
    ['addresses that are text', 8, 'x', /^hello.addresses is not array of at most 8/],
    ['a number among the addresses', 8, ['x', 7], /^hello.addresses is not array of at most 8/],
  ])('rejects %s', (_, index, value, text) => {
    expect(helloWith(index, value)).toEqual(
      badField(typeof text === 'string' ? text : (expect.stringMatching(text) as string)),
    );
  });

  it.each([
    ['limits.networkNameBytesMax', 2, 'x'.repeat(limits.networkNameBytesMax), 'x'],
    ['limits.nodeNameBytesMax', 7, 'x'.repeat(limits.nodeNameBytesMax), 'x'],
    ['limits.nodeNameBytesMax in bytes', 7, 'ä'.repeat(limits.nodeNameBytesMax / 2), 'x'],
    ['limits.purposeBytesMax', 10, 'x'.repeat(limits.purposeBytesMax), 'x'],
  ])('holds texts to %s', (_, index, most, more) => {
    expect(helloWith(index, most)).toHaveProperty('kind', 'hello');
    expect(helloWith(index, most + more)).toHaveProperty('code', 'bad-field');
  });

  it.each([
    ['limits.addressesMax', 8, Array<string>(limits.addressesMax).fill('x')],
    ['limits.capabilitiesMax', 9, Array<string>(limits.capabilitiesMax).fill('x')],
  ])('holds lists to %s', (_, index, most) => {
    expect(helloWith(index, most)).toHaveProperty('kind', 'hello');
    expect(helloWith(index, [...most, 'x'])).toHaveProperty('code', 'bad-field');
  });

  it.each([
    ['limits.addressBytesMax', 8, 'x'.repeat(limits.addressBytesMax)],
    ['limits.capabilityBytesMax', 9, 'x'.repeat(limits.capabilityBytesMax)],
  ])('holds texts in lists to %s', (_, index, most) => {
    expect(helloWith(index, [most])).toHaveProperty('kind', 'hello');
    expect(helloWith(index, [`${most}x`])).toHaveProperty('code', 'bad-field');
  });

  it('holds a farewell to limits.closeCodeBytesMax and limits.closeTextBytesMax', () => {
    const code = 'x'.repeat(limits.closeCodeBytesMax);
    const text = 'x'.repeat(limits.closeTextBytesMax);

    expect(read([7, code, text])).toEqual({ kind: 'bye', code, text });
    expect(read([7, `${code}x`, text])).toEqual(
      badField('bye.code is not text of at most 32 bytes'),
    );
    expect(read([7, code, `${text}x`])).toEqual(
      badField('bye.text is not text of at most 256 bytes'),
    );
  });
});

describe('reading messages', () => {
  it('gives what came before a fault, and nothing after it', () => {
    const ping = frameOf(encode([3, 7]));
    const nobody = frameOf(encode([99]));

    expect(readMessages(nothingPending, [concat([ping, nobody, ping])])).toEqual({
      messages: [{ kind: 'ping', token: 7 }],
      pending: nothingPending,
      rejection: { code: 'unknown-message', text: 'a message is of no known kind' },
    });
  });

  it('tells of the first fault of several', () => {
    const nobody = frameOf(encode([99]));
    const tooShort = new Uint8Array(4);

    expect(readMessages(nothingPending, [nobody, tooShort]).rejection?.code).toBe(
      'unknown-message',
    );
  });
});
