import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { takeIn } from '../../../src/machines/engine/intake.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Message } from '../../../src/protocol/messages.ts';
import { helloOf, textOf, textsFrom } from '../../support/pure-connection.ts';
import { frameOf } from '../../support/wire-bytes.ts';

const ping: Message = { kind: 'ping', token: 1 };
const prune: Message = { kind: 'prune' };
const enrol: Message = { kind: 'enrol', everyMs: 1_000 };

function heardOf(...chunks: readonly Uint8Array[]): string[] {
  return takeIn(nothingPending, chunks).heard.map((heard) => {
    if (heard.type === 'texts')
      return `texts ${heard.texts.map(({ sequence }) => sequence).join()}`;
    if (heard.type === 'gossip') return `gossip ${heard.messages.map(({ kind }) => kind).join()}`;
    return heard.type === 'bytes.rejected' ? `rejected ${heard.code}` : heard.type;
  });
}

describe('what a connection hears of bytes', () => {
  it('is one event for texts that stand together, and one for each other message', () => {
    const messages: Message[] = [helloOf('b'), textOf(1), textOf(2), ping, textOf(3), ping, ping];
    expect(heardOf(encodeFrames(messages))).toEqual([
      'hello',
      'texts 1,2',
      'ping',
      'texts 3',
      'ping',
      'ping',
    ]);
  });

  it('stands together also across chunks', () => {
    expect(heardOf(encodeFrames([textOf(1)]), encodeFrames([textOf(2)]))).toEqual(['texts 1,2']);
    expect(heardOf(encodeFrames([prune]), encodeFrames([enrol]))).toEqual(['gossip prune,enrol']);
  });

  it('is two events for texts and gossip however they alternate, as neither says anything of the other (S3-25)', () => {
    const alternating = Array.from({ length: 300 }, (_, index) => [prune, textOf(index)]).flat();
    const { heard } = takeIn(nothingPending, [encodeFrames(alternating)]);
    expect(heard.map(({ type }) => type)).toEqual(['gossip', 'texts']);
  });

  it('is one event for gossip of all kinds between two other messages', () => {
    const messages: Message[] = [prune, enrol, textOf(1), textOf(2), prune, ping, prune, textOf(3)];
    expect(heardOf(encodeFrames(messages))).toEqual([
      'gossip prune,enrol,prune',
      'texts 1,2',
      'ping',
      'gossip prune',
      'texts 3',
    ]);
  });

  it('is nothing of a frame that is not whole yet, which waits', () => {
    const frame = encodeFrames([ping]);
    const first = takeIn(nothingPending, [frame.slice(0, 7)]);
    expect(first.heard).toEqual([]);
    expect(takeIn(first.pending!, [frame.slice(7)]).heard).toEqual([
      { type: 'ping', message: ping },
    ]);
  });

  it('is a rejection after all that was good, and then nothing more', () => {
    const { heard, pending } = takeIn(nothingPending, [encodeFrames([ping]), frameOf([0x91, 99])]);
    expect(heard.map(({ type }) => type)).toEqual(['ping', 'bytes.rejected']);
    expect(heard[1]).toMatchObject({ code: 'unknown-message' });
    expect(pending).toBe(null);
  });

  it('is a flood beyond limits.controlMessagesPerInputMax control messages (S4-11)', () => {
    const most = Array.from({ length: limits.controlMessagesPerInputMax }, () => ping);
    const texts = textsFrom(1, 1_000);
    const fits = takeIn(nothingPending, [encodeFrames([...texts, ...most])]);
    expect(fits.heard.length).toBe(1 + most.length);
    expect(fits.pending).not.toBe(null);

    const over = takeIn(nothingPending, [encodeFrames([...most, ping, ping])]);
    expect(over.heard.length).toBe(most.length + 1);
    expect(over.heard.at(-1)).toEqual({
      type: 'bytes.rejected',
      code: 'flood',
      text: 'too many control messages at once',
    });
    expect(over.pending).toBe(null);
  });

  it('is a flood beyond limits.gossipPerInputMax words of neighbours, which are no control messages', () => {
    const most = Array.from({ length: limits.gossipPerInputMax }, () => prune);
    expect(limits.gossipPerInputMax).toBeGreaterThan(limits.controlMessagesPerInputMax);
    const fits = takeIn(nothingPending, [encodeFrames([...most, textOf(1), ping])]);
    expect(fits.heard.map(({ type }) => type)).toEqual(['gossip', 'texts', 'ping']);
    expect(fits.pending).not.toBe(null);

    const over = takeIn(nothingPending, [encodeFrames([...most, prune, textOf(1)])]);
    expect(over.heard.map(({ type }) => type)).toEqual(['gossip', 'bytes.rejected']);
    expect(over.heard[0]).toHaveProperty('messages.length', limits.gossipPerInputMax);
    expect(over.heard[1]).toHaveProperty('code', 'flood');
    expect(over.pending).toBe(null);
  });
});
