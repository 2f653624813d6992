import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Message } from '../../../src/protocol/messages.ts';
import type { BodyPolicy } from '../../../src/trace/format/body-policy.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { idOf } from '../../support/pure-config.ts';
import { running } from '../../support/pure-node.ts';
import { broadcastFrom } from '../../support/pure-overlay.ts';
import { envelopeOf, letterOf } from '../../support/sealed-words.ts';
import { TapedTurns } from '../../support/taped-turns.ts';

const own = idOf('a');
const secret = 'what nobody is to know ';
const body = bodyOf(100);
const freight = bodyOf(limits.tapedTextBytesMax + 1);
const letter = (target: string, content = body): Message =>
  letterOf(idOf('c'), { target, path: [own], body: content });

describe('a checkpoint within a frame', () => {
  it.each<[string, BodyPolicy, Message]>([
    ['a letter to somebody else', 'text', letter(idOf('d'))],
    ['a long letter to this node', 'text', letter(own, freight)],
    ['a text that is freight', 'text', { kind: 'text', sequence: 1, body: freight }],
    ['a text', 'none', { kind: 'text', sequence: 1, body }],
    ['a letter to this node', 'none', letter(own)],
  ])('has no byte of %s under %s, and is what a replay comes to', (_, policy, message) => {
    const tape = tapeOf(policy, [message], 60);
    expect(bytesOf(tape)).not.toContain(secret.slice(0, 8));
    expect(replay(tape, { machines, code: '' })).toMatchObject({ verdict: 'same' });
  });

  it.each<[string, BodyPolicy, Message]>([
    ['a letter to this node', 'text', letter(own)],
    ['a text', 'text', { kind: 'text', sequence: 1, body }],
    ['a letter to somebody else', 'all', letter(idOf('d'))],
    ['freight', 'all', { kind: 'text', sequence: 1, body: freight }],
  ])('has what has come of %s under %s', (_, policy, message) => {
    const tape = tapeOf(policy, [message], 60);
    expect(checkpointsOf(bytesOf(tape))).toContain(secret);
    expect(replay(tape, { machines, code: '' })).toMatchObject({ verdict: 'same' });
  });
});

describe('a checkpoint of a node', () => {
  it('has no byte of a letter that is being judged before it is passed on, or waits for a slow neighbour', () => {
    const node = running({ id: own });
    node.join('i1', 'c');
    node.join('i2', 'd');
    node.take({ type: 'link.congested', link: 'i2' });
    node.sealsAtOnce = false;
    node.take({ type: 'link.bytes', link: 'i1', chunks: [letterOnTheWay()] });
    const [asked] = node.effects.filter((effect) => effect.type === 'seals.judge');
    expect(asked).toMatchObject({ of: 'mail', words: [{ kind: 'letter' }] });
    node.judge(asked!.batch, 1, true, 'mail');
    const tape = tapeOfInputs('text', node.inputs);
    expect(bytesOf(tape)).not.toContain(secret.slice(0, 8));
    expect(replay(tape, { machines, code: '' })).toMatchObject({ verdict: 'same' });
    const all = bytesOf(tapeOfInputs('all', node.inputs)).split(secret);
    expect(all.length).toBeGreaterThan(2 * Math.floor(body.length / secret.length));
  });

  it('has no body that its inputs lack: freight to everybody that is kept is no difference', () => {
    const cast = { ...broadcastFrom('c', 1), body: freight };
    const tape = tapeOf('text', [cast, { kind: 'prune' }], 0);
    expect(bytesOf(tape)).not.toContain(secret);
    expect(replay(tape, { machines, code: '' })).toMatchObject({ verdict: 'same' });
  });
});

function bodyOf(length: number): Body {
  return new Body(Buffer.from(secret.repeat(Math.ceil(length / secret.length)).slice(0, length)));
}

/** Of a node that has heard these from a neighbour, all but the last bytes, with a checkpoint after each turn. */
function tapeOf(policy: BodyPolicy, messages: readonly Message[], lacking: number) {
  const node = running({ id: own });
  node.join('i1', 'c');
  const bytes = encodeFrames(messages);
  const heard = bytes.subarray(0, bytes.length - lacking);
  node.take({ type: 'link.bytes', link: 'i1', chunks: [heard] });
  return tapeOfInputs(policy, node.inputs);
}

function letterOnTheWay(): Uint8Array {
  const expires = 1_000 + limits.castLifeMs;
  const envelope = envelopeOf(idOf('c'), { expires });
  return encodeFrames([letterOf(idOf('c'), { target: idOf('d'), path: [own], envelope, body })]);
}

function tapeOfInputs(policy: BodyPolicy, inputs: readonly Happening[]) {
  const store = new MemoryTapeStore();
  const taped = new TapedTurns(store, { ...limits, checkpointTurns: 1 }, policy);
  for (const happening of inputs) taped.take(happening, 0);
  taped.wait(2);
  taped.recorder.close();
  return store;
}

function bytesOf(store: MemoryTapeStore): string {
  return store
    .list()
    .map((name) => Buffer.from(store.bytes(name)).toString('latin1'))
    .join('');
}

/** What stands behind the input that brought it. */
function checkpointsOf(tape: string): string {
  return tape.slice(tape.indexOf(secret) + body.length);
}
