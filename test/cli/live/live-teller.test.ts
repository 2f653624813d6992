import { describe, expect, it } from 'vitest';
import { Alarms } from '../../../src/cli/live/alarms.ts';
import { LiveTeller } from '../../../src/cli/live/live-teller.ts';
import { linesTo } from '../../../src/cli/output.ts';
import type { NodeEventBody } from '../../../src/node/telling/node-event.ts';
import { stamped } from '../../../src/node/telling/node-events.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { SystemClock } from '../../../src/streams/system-clock.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const me = 'a'.repeat(52);
const bob = 'b'.repeat(52);
const said = { event: 'message', from: bob, messageId: 'x', kind: 'direct', hops: 1 } as const;
const connected: NodeEventBody = {
  event: 'connected',
  peer: bob,
  name: 'bob',
  address: '127.0.0.1:9002',
  link: 'i1',
  inbound: true,
  instance: { boot: 1, nonce: 1 },
};

describe('what a live node tells', () => {
  it.each([true, false])('is bounded where nobody reads it (json: %s)', async (json) => {
    const { host, show } = teller(json);
    const text = 'x'.repeat(4_000);
    for (let n = 0; n < 5_000; n += 1) show({ ...said, text });
    expect(host.stdout.writableLength).toBeLessThan(limits.outputBytesMax + 2 * text.length);
    show(connected);
    show({ event: 'answer', command: 'send', ok: false, error: wrong });
    await drained(host);
    show({ ...said, text: 'the next' });
    const lines = (json ? host.out : host.out + host.err).split('\n');
    const told = lines.filter((line) => line.includes('left out: nobody read them in time'));
    expect(told).toHaveLength(1);
    const [, missed] = /(\d+) events were/.exec(told[0]!)!;
    const came = lines.filter((line) => line.includes(text)).length;
    expect(came + Number(missed)).toBe(5_001);
    expect(lines.some((line) => line.includes('an answer'))).toBe(true);
    expect(lines.some((line) => line.includes('has connected'))).toBe(false);
    if (!json) expect(lines).toContain('bob: the next');
  });

  it.each([true, false])('is bounded where nobody reads its errors (json: %s)', async (json) => {
    const { host, show } = teller(json);
    const text = 'x'.repeat(10_000);
    const fault = { event: 'error', code: 'duplicate-identity', text, fatal: false } as const;
    for (let n = 0; n < 3_000; n += 1) show(fault);
    const waiting = host.stdout.writableLength + host.stderr.writableLength;
    expect(waiting).toBeLessThan(2 * limits.outputBytesMax + 2 * text.length);
    // Whoever reads the rest is told it all the same.
    if (!json) show({ ...said, text: 'hi' });
    if (!json) expect(host.out).toBe('@bbbbbbbb: hi\n');
  });
});

const wrong = { code: 'usage', text: 'an answer', hint: '' };

function teller(json: boolean) {
  const host = new MemoryHost();
  const live = new LiveTeller({
    settings: { options: {}, json, log: null },
    host,
    lines: linesTo(host),
    errors: json ? host.stdout : host.stderr,
    alarms: new Alarms(new SystemClock()),
    beginningOf: () => null,
  });
  const show = (body: NodeEventBody) => live.show(stamped(body, { at: 1, node: me, turn: 1 }));
  return { host, show };
}

/** Reads what waits, until nothing does. */
async function drained(host: MemoryHost): Promise<void> {
  while (host.stdout.writableNeedDrain) {
    await new Promise((resolve) => setImmediate(resolve, host.out));
  }
}
