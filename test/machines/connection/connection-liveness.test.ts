import { describe, expect, it } from 'vitest';
import { idOf } from '../../support/pure-config.ts';
import { tell } from '../../../src/machines/engine/asked.ts';
import { limits } from '../../../src/protocol/limits.ts';
import {
  established,
  pong,
  quiet,
  textsFrom,
  type PureConnection,
} from '../../support/pure-connection.ts';

const link = 'o1';
const say = (...messages: readonly object[]) => ({ type: 'link.send', link, messages });
const ping = (token: number) => say({ kind: 'ping', token });
const livenessOf = ({ state }: PureConnection) => /liveness\.(\w+)/.exec(state)?.[1];

describe('liveness', () => {
  it('is quiet once the first ping came back, and tells the node how long it took', () => {
    const connection = established();
    connection.wait(20);
    expect(connection.take(pong(1))).toEqual([
      tell('node', { type: 'connection.measured', link, rttUs: 20_000 }),
    ]);
    expect(connection.guard).toBe('answers the last ping');
    expect(livenessOf(connection)).toBe('quiet');
  });

  it('pings again after limits.pingIntervalMs (S3-09)', () => {
    const connection = quiet();
    expect(connection.wait(limits.pingIntervalMs - 1)).toEqual([]);
    expect(connection.wait(1)).toEqual([ping(2)]);
    expect(livenessOf(connection)).toBe('waiting');
  });

  it('pings at once when a rival wants to know', () => {
    const connection = quiet();
    expect(connection.take({ type: 'probe' })).toEqual([ping(2)]);
    expect(livenessOf(connection)).toBe('waiting');
  });

  it('asks once more when a rival wants to know: who answered before may be gone by now', () => {
    const connection = established();
    expect(connection.take({ type: 'probe' })).toEqual([ping(2)]);
    expect(connection.take(pong(1))).toEqual([]);
    expect(connection.take(pong(2)).map(({ type }) => type)).toContain('tell');
  });

  it('waits limits.pongTimeoutMaxMs for the first pong, of which it knows nothing', () => {
    const connection = established();
    expect(connection.msToTimer).toBe(limits.pongTimeoutMaxMs);
    connection.wait(limits.pongTimeoutMaxMs - 1);
    expect(livenessOf(connection)).toBe('waiting');
    expect(connection.wait(1)).toEqual([ping(2)]);
    expect(livenessOf(connection)).toBe('probing');
  });

  it('waits at least limits.pongTimeoutMinMs for a near peer', () => {
    const connection = quiet(1);
    connection.wait(limits.pingIntervalMs);
    expect(connection.msToTimer).toBe(limits.pongTimeoutMinMs);
  });

  it('waits as long as the round trip and its variation suggest', () => {
    const connection = quiet(600);
    connection.wait(limits.pingIntervalMs);
    expect(connection.msToTimer).toBe(600 + 4 * 300);
  });

  it('closes a silent connection after limits.probesMax probes (S3-29)', () => {
    const connection = quiet();
    connection.wait(limits.pingIntervalMs);
    for (let probe = 1; probe <= limits.probesMax; probe += 1) {
      expect(connection.wait(limits.pongTimeoutMinMs)).toEqual([ping(2 + probe)]);
      expect(livenessOf(connection)).toBe('probing');
    }
    const asked = connection.wait(limits.pongTimeoutMinMs);
    const reason = { code: 'silent', by: 'us' } as const;
    expect(asked).toEqual([
      tell('node', { type: 'connection.leaving', link, reason }),
      { type: 'link.close', link },
      tell('node', { type: 'connection.closed', link, reason, proven: idOf('b') }),
    ]);
    expect(connection.isOver).toBe(true);
  });

  it('forgets its probes when the last one is answered', () => {
    const connection = quiet();
    connection.wait(limits.pingIntervalMs + limits.pongTimeoutMinMs);
    expect(connection.context.probes).toBe(1);
    connection.take(pong(3));
    expect(livenessOf(connection)).toBe('quiet');
    expect(connection.context.probes).toBe(0);
  });

  it.each(['waiting', 'probing'])('takes any message for a sign of life while %s', (state) => {
    const connection = quiet();
    connection.wait(limits.pingIntervalMs + (state === 'probing' ? limits.pongTimeoutMinMs : 0));
    expect(livenessOf(connection)).toBe(state);
    connection.wait(1);
    connection.take({ type: 'texts', texts: textsFrom(1, 1) });
    connection.wait(limits.pongTimeoutMinMs);
    expect(livenessOf(connection)).toBe('quiet');
    expect(connection.context.probes).toBe(0);
  });

  it('bears with whoever takes long for a message, and not with whoever dribbles for ever', () => {
    const connection = quiet();
    const dribble = (ms: number) => {
      for (let past = 0; past < ms && !connection.isOver; past += 400) {
        connection.take({ type: 'link.bytes' });
        connection.wait(400);
      }
    };
    dribble(limits.pingIntervalMs + limits.congestedTimeoutMs);
    expect(livenessOf(connection)).not.toBe(undefined);
    dribble((limits.probesMax + 2) * limits.pongTimeoutMaxMs);
    expect(connection.context.reason?.code).toBe('silent');
  });

  it('takes what came before its ping for no sign of life', () => {
    const connection = quiet();
    connection.take({ type: 'texts', texts: textsFrom(1, 1) }, { type: 'probe' });
    connection.wait(limits.pongTimeoutMinMs);
    expect(livenessOf(connection)).toBe('probing');
  });

  it('measures nothing by a pong of an earlier ping', () => {
    const connection = quiet();
    connection.wait(limits.pingIntervalMs + 1);
    expect(connection.take(pong(1))).toEqual([]);
    expect(livenessOf(connection)).toBe('waiting');
    expect(connection.context.heardAt).toBe(connection.at);
  });

  it('answers a ping with its token (S3-27)', () => {
    const asked = quiet().take({ type: 'ping', message: { kind: 'ping', token: 77 } });
    expect(asked).toEqual([say({ kind: 'pong', token: 77 })]);
  });
});
