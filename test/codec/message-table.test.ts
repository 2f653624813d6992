import { describe, expect, it } from 'vitest';
import { messageRows, messageTable } from '../../src/codec/message-table.ts';
import { limits } from '../../src/protocol/limits.ts';

describe('the table of messages', () => {
  it('gives each kind its own number, for good', () => {
    expect(messageRows.map(({ kind, number }) => [kind, number])).toEqual([
      ['hello', 1],
      ['welcome', 2],
      ['ping', 3],
      ['pong', 4],
      ['text', 5],
      ['receipt', 6],
      ['bye', 7],
      ['proof', 8],
      ['notice', 9],
    ]);
  });

  it('lets only a text have a body', () => {
    expect(messageRows.filter(({ body }) => body)).toEqual([messageTable.text]);
  });

  it('has no message whose longest header is over limits.headerBytesMax', () => {
    const longest = Math.max(...messageRows.map(({ headerBytesMax }) => headerBytesMax));

    expect(longest).toBeLessThanOrEqual(limits.headerBytesMax);
  });

  it('has no message whose items are over limits.headerItemsMax', () => {
    const { fields } = messageTable.hello;
    const mostItems = 1 + fields.length + 2 + limits.addressesMax + limits.capabilitiesMax;

    expect(mostItems).toBeLessThanOrEqual(limits.headerItemsMax);
  });
});
