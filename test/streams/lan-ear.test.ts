import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { encodeLanCall } from '../../src/streams/lan-call.ts';
import { LanEar } from '../../src/streams/lan-ear.ts';
import { idOf } from '../support/pure-config.ts';

const datagram = encodeLanCall({ network: 'lab', id: idOf('b'), port: 7 });

describe('what a node hears of its local network', () => {
  let now = 0;
  const newEar = () => new LanEar({ network: 'lab', id: idOf('a') }, () => now);
  const hearOften = (ear: LanEar, host: string, times: number) =>
    Array.from({ length: times }, () => ear.hear(datagram, host)).filter((lead) => lead !== null);

  it('is where others of its network listen', () => {
    const ear = newEar();
    const own = encodeLanCall({ network: 'lab', id: idOf('a'), port: 7 });
    const foreign = encodeLanCall({ network: 'bal', id: idOf('b'), port: 7 });
    expect([datagram, own, foreign].map((each) => ear.hear(each, '192.0.2.7'))).toEqual([
      { id: idOf('b'), address: '192.0.2.7:7' },
      null,
      null,
    ]);
  });

  it('is limits.lanCallsPerHostMax of one host, and another one each limits.lanCallHealMs', () => {
    const ear = newEar();
    const { lanCallsPerHostMax: max, lanCallHealMs: healMs } = limits;
    expect(hearOften(ear, 'a', max + 10).length).toBe(max);
    expect(hearOften(ear, 'b', 1).length).toBe(1);
    now += healMs * 1_000 - 1;
    expect(hearOften(ear, 'a', 1).length).toBe(0);
    now += 1;
    expect(hearOften(ear, 'a', 2).length).toBe(1);
  });

  it('is of limits.lanHostsMax hosts, as long as none of their budgets has healed', () => {
    const ear = newEar();
    for (let n = 0; n < limits.lanHostsMax; n++) {
      expect(hearOften(ear, `host-${n}`, 1).length).toBe(1);
    }
    expect(hearOften(ear, 'new', 1).length).toBe(0);
    expect(hearOften(ear, 'host-0', 1).length).toBe(1);
    now += limits.lanCallHealMs * 1_000;
    expect(hearOften(ear, 'new', 1).length).toBe(1);
  });
});
