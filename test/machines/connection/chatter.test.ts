import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import {
  type ConnectionHears,
  pong,
  type PureConnection,
  quiet,
  receipt,
  textsFrom,
} from '../../support/pure-connection.ts';

const ping: ConnectionHears = { type: 'ping', message: { kind: 'ping', token: 7 } };
const notice: ConnectionHears = {
  type: 'notice',
  message: { kind: 'notice', code: 'duplicate-identity' },
};
const isDeaf = ({ state }: PureConnection) => state === 'leaving.deaf';

function hear(connection: PureConnection, event: ConnectionHears, times: number): void {
  for (let n = 0; n < times; n += 1) connection.take(event);
}

describe('what a peer says that answers nothing', () => {
  it.each([
    ['pings', ping],
    ['notices', notice],
    ['pongs of no ping', pong(99)],
    ['pongs of a ping that was answered', pong(1)],
    ['receipts for nothing new', receipt(0)],
  ])('is a flood beyond limits.chatterMessagesMax: %s', (_, event) => {
    const connection = quiet();
    hear(connection, event, limits.chatterMessagesMax);
    expect(isDeaf(connection)).toBe(false);
    connection.take(event);
    expect(isDeaf(connection)).toBe(true);
    expect(connection.context.reason).toEqual({ code: 'flood', by: 'us' });
  });

  it('is a flood on a congested link too', () => {
    const connection = quiet();
    connection.take({ type: 'link.congested' });
    hear(connection, ping, limits.chatterMessagesMax + 1);
    expect(isDeaf(connection)).toBe(true);
  });

  it('may go on as fast as one each limits.chatterHealMs', () => {
    const connection = quiet();
    hear(connection, ping, limits.chatterMessagesMax);
    for (let n = 0; n < 100; n += 1) {
      connection.wait(limits.chatterHealMs);
      connection.take(ping);
    }
    expect(isDeaf(connection)).toBe(false);
    connection.take(ping);
    expect(isDeaf(connection)).toBe(true);
  });

  it('is none of the pongs and receipts that were asked for, however many these are', () => {
    const connection = quiet();
    for (let n = 1; n <= 2 * limits.chatterMessagesMax; n += 1) {
      connection.take({ type: 'send', texts: textsFrom(n, 1) }, receipt(n));
      connection.take({ type: 'probe' }, pong(n + 1));
    }
    expect(connection.context.outgoing.taken).toBe(2 * limits.chatterMessagesMax);
    expect(isDeaf(connection)).toBe(false);
    expect(connection.context.chatterHealedAt).toBe(0);
  });
});
