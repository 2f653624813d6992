import { describe, expect, it } from 'vitest';
import {
  nothingSent,
  sendOut,
  takeReceipt,
  unreceipted,
} from '../../../src/machines/connection/receipts.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { textsFrom } from '../../support/pure-connection.ts';

const three = sendOut(nothingSent, textsFrom(11, 3), 100);
const five = sendOut(three, textsFrom(21, 2), 200);

describe('texts on their way', () => {
  it('are all of those that no receipt has taken', () => {
    expect(unreceipted(five)).toEqual([11, 12, 13, 21, 22]);
    expect(unreceipted(takeReceipt(five, 2)!.outgoing)).toEqual([13, 21, 22]);
    expect(unreceipted(takeReceipt(five, 5)!.outgoing)).toEqual([]);
    expect(unreceipted(nothingSent)).toEqual([]);
  });

  it('are no more for sending none', () => {
    expect(sendOut(three, [], 300)).toBe(three);
  });
});

describe('very many texts', () => {
  const most = limits.unreceiptedTextsMax;
  const sequences = textsFrom(1, most).map(({ sequence }) => sequence);

  it('are known one by one, limits.unreceiptedTextsMax in one parcel or in many', () => {
    const inOne = sendOut(nothingSent, textsFrom(1, most), 100);
    const inMany = textsFrom(1, most).reduce((all, text) => sendOut(all, [text], 100), nothingSent);
    for (const outgoing of [inOne, inMany]) {
      expect(unreceipted(outgoing)).toEqual(sequences);
      expect(takeReceipt(outgoing, most)!.sequences).toEqual(sequences);
    }
  });

  it('are no matter of the stack, however many there are', () => {
    const all = sendOut(nothingSent, textsFrom(1, 4 * most), 100);
    expect(unreceipted(all).length).toBe(4 * most);
    expect(takeReceipt(all, 4 * most)!.sequences.length).toBe(4 * most);
  });
});

describe('a receipt', () => {
  it('takes texts in their order, within a parcel and beyond it', () => {
    const first = takeReceipt(five, 1)!;
    expect([first.sequences, first.sentAt]).toEqual([[11], 100]);
    const second = takeReceipt(first.outgoing, 4)!;
    expect([second.sequences, second.sentAt]).toEqual([[12, 13, 21], 100]);
    const third = takeReceipt(second.outgoing, 5)!;
    expect([third.sequences, third.sentAt]).toEqual([[22], 200]);
    expect(third.outgoing.parcels.length).toBe(0);
  });

  it('may say again what was said', () => {
    const { outgoing } = takeReceipt(five, 3)!;
    expect(takeReceipt(outgoing, 3)).toEqual({ outgoing, sequences: [], sentAt: 200 });
  });

  it('cannot take what was never sent, nor anything back', () => {
    const { outgoing } = takeReceipt(five, 3)!;
    expect(takeReceipt(outgoing, 6)).toBe(null);
    expect(takeReceipt(outgoing, 2)).toBe(null);
    expect(takeReceipt(nothingSent, 1)).toBe(null);
  });
});
