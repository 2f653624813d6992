import { describe, expect, it } from 'vitest';
import { nothingPending } from '../../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { readMessages } from '../../../src/codec/read-messages.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { PeerId } from '../../../src/protocol/peer-id.ts';
import { BodySkimmer, type Piece } from '../../../src/trace/format/body-skimmer.ts';
import { idOf } from '../../support/pure-config.ts';
import { letterOf } from '../../support/sealed-words.ts';
import { frameOf } from '../../support/wire-bytes.ts';

const own = idOf('a');

const secret = new Body(Buffer.from('secret'));
const text = encodeFrames([{ kind: 'text', sequence: 3, body: secret }]);

function letterTo(target: PeerId): Uint8Array {
  return encodeFrames([letterOf(idOf('b'), { target, body: secret })]);
}

/** Bytes that are left out as less than nothing. */
function lengthsOf(pieces: readonly Piece[]): number[] {
  return pieces.map((piece) => (typeof piece === 'number' ? -piece : piece.length));
}

function shown(pieces: readonly Piece[][]): (string | number)[][] {
  return pieces.map((list) =>
    list.map((piece) => (typeof piece === 'number' ? piece : Buffer.from(piece).toString('hex'))),
  );
}

describe('bodies', () => {
  it('of texts are kept under text and all, and left out under none', () => {
    const whole = Buffer.from(text).toString('hex');
    expect(whole.startsWith('0000000b0003920503')).toBe(true);
    expect(shown(new BodySkimmer('none', own).skim('o1', [text]))).toEqual([
      ['0000000b0003920503', 6],
    ]);
    expect(shown(new BodySkimmer('text', own).skim('o1', [text]))).toEqual([[whole]]);
    expect(shown(new BodySkimmer('all', own).skim('o1', [text]))).toEqual([[whole]]);
  });

  it('of broadcasts are texts too, and presences have none', () => {
    const [origin, nothing] = ['a'.repeat(52), new Uint8Array(0)];
    const instance = { boot: 1, nonce: 2 };
    const ends = { expires: 9, key: nothing, signature: nothing };
    const envelope = { origin, instance, sequence: 1, hopLimit: 8, ...ends };
    const said = { envelope, hops: 1, topic: '', body: secret } as const;
    const broadcast = encodeFrames([{ kind: 'broadcast', ...said }]);
    const head = Buffer.from(broadcast.subarray(0, -6)).toString('hex');
    const whole = Buffer.from(broadcast).toString('hex');
    expect(shown(new BodySkimmer('none', own).skim('o1', [broadcast]))).toEqual([[head, 6]]);
    expect(shown(new BodySkimmer('text', own).skim('o1', [broadcast]))).toEqual([[whole]]);
    const here = { state: 'here', name: 'anna', addresses: [], neighbours: [], everyMs: 0 };
    const presence = encodeFrames([{ kind: 'presence', envelope, hops: 1, ...here }]);
    expect(new BodySkimmer('none', own).skim('o1', [presence])).toEqual([[presence]]);
  });

  it('of letters are kept if they are for this node: what others write to each other is theirs', () => {
    const [mine, theirs] = [letterTo(own), letterTo(idOf('c'))];
    const head = (letter: Uint8Array) => Buffer.from(letter.subarray(0, -6)).toString('hex');
    const whole = Buffer.from(mine).toString('hex');
    expect(shown(new BodySkimmer('text', own).skim('o1', [mine, theirs, mine]))).toEqual([
      [whole],
      [head(theirs), 6],
      [whole],
    ]);
    expect(shown(new BodySkimmer('none', own).skim('o1', [mine]))).toEqual([[head(mine), 6]]);
    expect(new BodySkimmer('all', own).skim('o1', [theirs])).toEqual([[theirs]]);
  });

  it('of letters are told apart wherever the header is cut', () => {
    const letters = [letterTo(own), letterTo(`${own.slice(0, -1)}b`), letterTo(own)];
    const [mine, theirs] = letters as [Uint8Array, Uint8Array];
    for (let cut = 1; cut < mine.length; cut += 1) {
      const chunks = letters.flatMap((letter) => [letter.subarray(0, cut), letter.subarray(cut)]);
      const kept = new BodySkimmer('text', own).skim('o1', chunks).map(lengthsOf);
      const bodyFrom = theirs.length - 6;
      const whole = [[cut], [mine.length - cut]];
      const inHeader = [[cut], [...(cut < bodyFrom ? [bodyFrom - cut] : []), -6]];
      const inBody = [[bodyFrom, bodyFrom - cut], [cut - theirs.length]];
      expect(kept).toEqual([...whole, ...(cut <= bodyFrom ? inHeader : inBody), ...whole]);
    }
  });

  it('of letters in another form of msgpack, or with a header that ends early, are kept under all alone', () => {
    const mine = letterTo(own);
    const header = mine.subarray(6, -6);
    const others = [
      // A longer array, a longer number, a longer text; a target that is none.
      Buffer.concat([Buffer.of(0xdc, 0, 9), header.subarray(1)]),
      Buffer.concat([Buffer.of(0x99, 0xcc, 22), header.subarray(2)]),
      Buffer.concat([header.subarray(0, 2), Buffer.of(0xda, 0), header.subarray(3)]),
      header.subarray(0, 30),
      header.subarray(0, 1),
    ];
    for (const other of others) {
      const frame = frameOf(other, Buffer.from('secret'));
      const kept = new BodySkimmer('text', own).skim('o1', [frame]).map(lengthsOf);
      expect(kept).toEqual([[frame.length - 6, -6]]);
    }
  });

  it('of what is no text are kept under all alone', () => {
    const other = text.slice();
    other[7] = 6;
    expect(shown(new BodySkimmer('text', own).skim('o1', [other]))).toEqual([
      ['0000000b0003920603', 6],
    ]);
  });

  it('of texts over limits.tapedTextBytesMax are freight, and kept under all alone', () => {
    const textOf = (length: number) =>
      encodeFrames([{ kind: 'text', sequence: 3, body: new Body(new Uint8Array(length)) }]);
    const [kept, freight] = [
      textOf(limits.tapedTextBytesMax),
      textOf(limits.tapedTextBytesMax + 1),
    ];
    const skimmer = new BodySkimmer('text', own);
    const head = Buffer.from(freight.subarray(0, 9)).toString('hex');
    const whole = Buffer.from(kept).toString('hex');
    expect(shown(skimmer.skim('o1', [kept, freight, kept]))).toEqual([
      [whole],
      [head, 4_097],
      [whole],
    ]);
    const inParts = [freight.subarray(0, 20), freight.subarray(20)];
    expect(shown(skimmer.skim('o1', inParts))).toEqual([[head, 11], [4_086]]);
    expect(new BodySkimmer('all', own).skim('o1', [freight])).toEqual([[freight]]);
  });

  it('of commands follow the same policy', () => {
    expect(new BodySkimmer('none', own).skimText(secret)).toBe(6);
    const within = new Body(Buffer.from('a secret'), 2);
    expect(new BodySkimmer('text', own).skimText(within)).toEqual(secret.source);
    expect(new BodySkimmer('all', own).skimText(within)).toEqual(secret.source);
  });
});

describe('a stream that cannot be followed', () => {
  it('is only measured behind the byte at which it was lost', () => {
    const tooLong = Buffer.alloc(20, 1);
    tooLong.writeUInt32BE(limits.frameBytesMax + 1);
    const noHeader = Buffer.from([0, 0, 0, 3, 0, 0, 1, 1, 1]);
    for (const policy of ['none', 'text'] as const) {
      const skimmer = new BodySkimmer(policy, own);
      expect(shown(skimmer.skim('o1', [tooLong, text]))).toEqual([
        [tooLong.toString('hex', 0, 4), 16],
        [text.length],
      ]);
      expect(shown(skimmer.skim('o2', [noHeader]))).toEqual([['000000030000', 3]]);
      skimmer.forget('o1');
      expect(shown(skimmer.skim('o1', [text.subarray(0, 4)]))).toEqual([['0000000b']]);
    }
  });

  it('is every one over limits.followedLinksMax, until another is forgotten', () => {
    const skimmer = new BodySkimmer('text', own);
    const first = text.subarray(0, 4);
    for (let link = 0; link < limits.followedLinksMax; link += 1) skimmer.skim(`i${link}`, [first]);
    expect(shown(skimmer.skim('one more', [first]))).toEqual([[4]]);
    skimmer.forget('i0');
    expect(shown(skimmer.skim('another', [first]))).toEqual([['0000000b']]);
  });

  it('that are left out of the inputs alone are in no message: a checkpoint would keep what no replay comes to', () => {
    const header = Buffer.from(letterTo(own).subarray(6, -6));
    const others = [
      Buffer.concat([Buffer.of(0xdc, 0, 9), header.subarray(1)]),
      Buffer.concat([header.subarray(0, 1), Buffer.of(0xcc, 22), header.subarray(2)]),
      Buffer.concat([header.subarray(0, 2), Buffer.of(0xda, 0), header.subarray(3)]),
    ];
    for (const other of others) {
      const frame = frameOf(other, Buffer.from('secret'));
      const { messages, rejection } = readMessages(nothingPending, [frame]);
      expect([messages, rejection]).toMatchObject([[], { code: 'malformed-header' }]);
    }
  });
});
