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
      ['broadcast', 10],
      ['presence', 11],
      ['have', 12],
      ['graft', 13],
      ['prune', 14],
      ['newcomer', 15],
      ['shuffle', 16],
      ['shuffled', 17],
      ['enrol', 18],
      ['roll', 19],
      ['missing', 20],
      ['seek', 21],
      ['letter', 22],
      ['fate', 23],
    ]);
  });

  it('lets only what people say have a body', () => {
    expect(messageRows.filter(({ body }) => body)).toEqual([
      messageTable.text,
      messageTable.broadcast,
      messageTable.letter,
    ]);
  });

  it('has no message whose longest header is over limits.headerBytesMax', () => {
    const longest = Math.max(...messageRows.map(({ headerBytesMax }) => headerBytesMax));

    expect(longest).toBeLessThanOrEqual(limits.headerBytesMax);
  });

  it('has no field whose fault could not be told in a farewell', () => {
    const faults = messageRows.flatMap(({ kind, fields }) =>
      fields.map(({ name, type }) => `${kind}.${name} is not ${type.words}`),
    );
    const longest = Math.max(...faults.map((fault) => Buffer.byteLength(fault)));

    expect(longest).toBeLessThanOrEqual(limits.closeTextBytesMax);
  });
});
