import { describe, expect, it } from 'vitest';
import { Asks } from '../../../src/node/face/asks.ts';
import { Sends } from '../../../src/node/face/sends.ts';
import type { Answered } from '../../../src/node/telling/node-event.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('those who wait for an answer and those who wait for an arrival', () => {
  it('are found by the number of their command, each only by their own', () => {
    const { asks, ask, send, heard } = waiting();
    send(1);
    ask(2, 'two');
    send(3);
    ask(4);
    asks.sends.accept({ type: 'accepted', to: 'bob', ids: [1, 2, 3, 4], sequences: [7, 8, 9, 10] });
    expect([asks.sends.asked, asks.isAwaited([1, 3]), asks.isAwaited([3, 4])]).toEqual([
      0,
      false,
      true,
    ]);
    expect([1, 2, 3, 4].map((number) => asks.idOf(number))).toEqual([
      undefined,
      'two',
      undefined,
      undefined,
    ]);
    expect([1, 2, 3, 4].map((number) => asks.take(number)?.id)).toEqual([
      undefined,
      'two',
      undefined,
      undefined,
    ]);
    expect(asks.take(2)).toBe(null);
    expect(asks.isAwaited([1, 2, 3, 4])).toBe(false);
    expect(heard).toEqual([]);
  });

  it('are limits.asksWaitingMax together, until some have been answered', () => {
    const { asks, ask, send } = waiting();
    const half = limits.asksWaitingMax / 2;
    for (let number = 1; number <= half; number += 1) send(number);
    for (let number = half + 1; number <= 2 * half; number += 1) ask(number);
    expect(asks.takes(0)).toBe(false);
    asks.sends.accept({ type: 'accepted', to: 'bob', ids: [1], sequences: [1] });
    expect(asks.takes(0)).toBe(true);
    send(2 * half + 1);
    expect(asks.takes(0)).toBe(false);
    asks.take(half + 1);
    expect(asks.takes(0)).toBe(true);
  });

  it('have limits.askBytesWaitingMax to send together, until some have been answered', () => {
    const { asks, ask, send } = waiting();
    const half = limits.askBytesWaitingMax / 2;
    send(1, half);
    ask(2, undefined, half - 1);
    expect([asks.takes(1), asks.takes(2)]).toEqual([true, false]);
    asks.take(2);
    expect([asks.takes(half), asks.takes(half + 1)]).toEqual([true, false]);
    asks.sends.accept({ type: 'accepted', to: 'bob', ids: [1], sequences: [1] });
    expect([asks.takes(2 * half), asks.takes(2 * half + 1)]).toEqual([true, false]);
  });

  it('are all told of the end', () => {
    const { asks, ask, send, heard } = waiting();
    send(1);
    ask(2);
    send(3);
    asks.sends.accept({ type: 'accepted', to: 'bob', ids: [1], sequences: [1] });
    asks.end('not-running');
    asks.end('not-running');
    expect(heard.toSorted()).toEqual(['1 not-running', '2 not-running', '3 not-running']);
  });
});

function waiting() {
  const asks = new Asks(new Sends((sequence) => `${sequence}`));
  const heard: string[] = [];
  const send = (number: number, bytes = 1): void =>
    asks.sends.add(number, {
      bytes,
      resolve: () => heard.push(`${number} arrived`),
      reject: ({ code }) => heard.push(`${number} ${code}`),
    });
  const ask = (number: number, id?: string, bytes = 1): void => {
    const words = { command: 'send', peer: 'bob', body: new Body(new Uint8Array(bytes)) } as const;
    const told = ({ error }: Answered): number => heard.push(`${number} ${error?.code ?? 'ok'}`);
    asks.add(number, words, { id, heard: told });
  };
  return { asks, ask, send, heard };
}
