import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Message } from '../../../src/protocol/messages.ts';
import { anyChunking, inChunks } from '../../support/any-chunking.ts';
import { idOf } from '../../support/pure-config.ts';
import { helloOf, nothingShown, textOf } from '../../support/pure-connection.ts';
import { type PureNode, reportsIn, running, saidIn } from '../../support/pure-node.ts';

const welcome: Message = { kind: 'welcome' };
const bye: Message = { kind: 'bye', code: 'quit', text: '' };
const long = encodeFrames([textOf(1, 100_000)]);

/** A frame of so many bytes, as far as its length. */
function announced(bytes: number): Uint8Array {
  const prefix = new Uint8Array(4);
  new DataView(prefix.buffer).setUint32(0, bytes);
  return prefix;
}

function hearBytes(node: PureNode, ...chunks: readonly Uint8Array[]) {
  return node.take({ type: 'link.bytes', link: 'i1', chunks });
}

/** A link on which the peer has said so much. */
function linkWith(...messages: readonly Message[]): PureNode {
  const node = running();
  node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
  node.take({ type: 'link.secured', link: 'i1', peer: idOf('c') });
  node.hear('i1', ...messages);
  return node;
}

const hello = helloOf('c', { dial: 1 });

describe('who is not connected yet', () => {
  it.each([
    ['before hello', []],
    ['before proof', [hello]],
    ['before welcome', [hello, nothingShown]],
  ])('may announce a frame of limits.shortFrameBytesMax and no more, %s', (_, messages) => {
    const fits = linkWith(...messages);
    expect(saidIn(hearBytes(fits, announced(limits.shortFrameBytesMax)))).toEqual([]);

    const over = linkWith(...messages);
    expect(saidIn(hearBytes(over, announced(limits.shortFrameBytesMax + 1)))).toEqual([
      'i1: bye frame-too-long',
    ]);
    expect(over.context.standings.get(idOf('c'))).toBeUndefined();
    const closed = over.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(reportsIn(closed, 'refused')).toMatchObject([{ code: 'frame-too-long', by: 'us' }]);
    expect(over.context.standings.get(idOf('c'))?.points).toBe(75);
  });

  it('is not believed to be welcome by saying so', () => {
    const node = running();
    node.take({ type: 'link.accepted', link: 'i1', address: 'c:5' });
    expect(saidIn(hearBytes(node, encodeFrames([welcome]), announced(100_000)))).toEqual([
      'i1: bye unexpected-message',
    ]);
    expect(node.system.actors.get('node/i1')?.pending).toBe(null);
  });

  it('says no text in a short frame either', () => {
    const node = linkWith(hello, nothingShown);
    expect(saidIn(node.hear('i1', textOf(1)))).toEqual(['i1: bye unexpected-message']);
  });

  it('keeps nothing in memory once it was told off', () => {
    const node = linkWith(hello);
    hearBytes(node, announced(limits.frameBytesMax));
    for (let n = 0; n < 20; n += 1) hearBytes(node, new Uint8Array(limits.inputBytesMax));
    expect(node.system.actors.get('node/i1')?.pending).toBe(null);
  });
});

describe('who was welcomed', () => {
  it('may say a long text right behind its own welcome', () => {
    const node = linkWith(hello, nothingShown);
    const [head, rest] = [long.subarray(0, 60_000), long.subarray(60_000)];
    hearBytes(node, encodeFrames([welcome]), head);
    expect(reportsIn(hearBytes(node, rest), 'message')).toHaveLength(1);
  });

  // However the stream is cut: what is in its place is taken.
  it('is understood however the stream is cut', () => {
    const stream = encodeFrames([welcome, textOf(1, 5_000), textOf(2, 5_000)]);
    fc.assert(
      fc.property(anyChunking, (sizes) => {
        const node = linkWith(hello, nothingShown);
        for (const chunk of inChunks(stream, sizes)) hearBytes(node, chunk);
        const told = reportsIn(node.effects, 'message').flatMap(({ texts }) => texts);
        expect(told.map(({ sequence }) => sequence)).toEqual([1, 2]);
      }),
      { numRuns: 15 },
    );
  });

  it('has nothing long to say after its farewell', () => {
    const node = linkWith(hello, nothingShown, welcome);
    node.hear('i1', bye);
    hearBytes(node, announced(limits.frameBytesMax));
    expect(node.system.actors.get('node/i1')?.pending).toBe(null);
  });

  it('may end a long text that was on its way when this side said goodbye', () => {
    const node = linkWith(hello, nothingShown, welcome);
    node.command({ command: 'disconnect', peer: idOf('c') });
    hearBytes(node, long.subarray(0, 60_000));
    expect(reportsIn(hearBytes(node, long.subarray(60_000)), 'message')).toHaveLength(1);
  });
});
