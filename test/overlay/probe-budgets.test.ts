import { describe, expect, it } from 'vitest';
import { newProbeBudgets, type ProbeBudgets, spendProbe } from '../../src/overlay/probe-budgets.ts';
import { limits } from '../../src/protocol/limits.ts';

describe('the budgets of probes', () => {
  it('let one host have limits.probesPerSourceMax made at once', () => {
    const spent = spendTimes(limits.probesPerSourceMax, (n) => [
      '192.0.2.1:1',
      `198.51.100.${n}:9`,
    ]);
    expect(spendProbe(spent, '192.0.2.1:2', '203.0.113.1:9', 0)).toBeNull();
    expect(spendProbe(spent, '192.0.2.2:1', '203.0.113.1:9', 0)).not.toBeNull();
    expect(spendProbe(spent, null, '203.0.113.1:9', 0)).not.toBeNull();
  });

  it('let limits.probesPerHostMax go to one host, whoever asks, and whatever the port', () => {
    const spent = spendTimes(limits.probesPerHostMax, (n) => [
      `198.51.100.${n}:9`,
      `192.0.2.1:${n + 1}`,
    ]);
    expect(spendProbe(spent, '203.0.113.1:9', '192.0.2.1:99', 0)).toBeNull();
    expect(spendProbe(spent, null, '192.0.2.1:99', 0)).toBeNull();
    expect(spendProbe(spent, '203.0.113.1:9', '192.0.2.2:99', 0)).not.toBeNull();
  });

  it('take half of an IPv6 address for one host', () => {
    const spent = spendTimes(limits.probesPerHostMax, (n) => [null, `[2001:db8::${n}]:9`]);
    expect(spendProbe(spent, null, '[2001:db8::ffff]:9', 0)).toBeNull();
    expect(spendProbe(spent, null, '[2001:db8:0:1::1]:9', 0)).not.toBeNull();
  });

  it('heal, one each limits.probeHealMs', () => {
    const spent = spendTimes(limits.probesPerHostMax, () => [null, '192.0.2.1:9']);
    const healed = limits.probeHealMs * 1_000;
    expect(spendProbe(spent, null, '192.0.2.1:9', healed - 1)).toBeNull();
    const again = spendProbe(spent, null, '192.0.2.1:9', healed)!;
    expect(spendProbe(again, null, '192.0.2.1:9', healed)).toBeNull();
  });

  it('do not count this host', () => {
    const many = 2 * limits.probesPerSourceMax;
    const spent = spendTimes(many, (n) => ['127.0.0.1:1', n % 2 === 0 ? '127.0.0.2:9' : '[::1]:9']);
    expect(spent).toEqual(newProbeBudgets(1));
  });

  it('forget of limits.hostsMax those first who have most left', () => {
    const worn = spendTimes(limits.probesPerHostMax, () => [null, '192.0.2.1:9']);
    let full: ProbeBudgets = worn;
    for (let n = 1; n < 2 * limits.hostsMax; n += 1) {
      full = spendProbe(full, null, `10.0.${n >> 8}.${n & 255}:9`, 0)!;
    }
    expect(full.targets.size).toBe(limits.hostsMax);
    expect(spendProbe(full, null, '192.0.2.1:9', 0)).toBeNull();
  });
});

function spendTimes(
  count: number,
  dial: (n: number) => readonly [from: string | null, target: string],
): ProbeBudgets {
  let budgets = newProbeBudgets(1);
  for (let n = 0; n < count; n += 1) budgets = spendProbe(budgets, ...dial(n), 0)!;
  return budgets;
}
