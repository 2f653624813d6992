import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, TerminalProcess } from '../support/terminal-process.ts';

afterEach(endAll);

describe('peertape demo', () => {
  it('tells its story in words, whoever is who, and leaves nothing but its tapes (S4-34)', async () => {
    const place = { TMPDIR: temporaryFolder() };
    const demo = new CliProcess('demo', '3', place);
    expect([await demo.ended, demo.err]).toEqual([0, '']);
    const lines = demo.out.split('\n');
    expect(lines.filter((line) => /^\d\. /.test(line))).toHaveLength(7);
    for (const line of [
      /^bob {3}\| connected to alice @[a-z2-7]{8} /,
      /^carol \| bob: Have you heard\? Every note can be replayed!$/,
      /^alice \| lost bob @[a-z2-7]{8}: the link was reset \(reset\)$/,
      /^alice \| bob @\S+ \(\S+\) is not connected: .* by link in turn \d+$/,
      /^alice \| bob: Sorry, somebody pulled my plug/,
      /^bob {3}\| carol @[a-z2-7]{8} has left: the node stopped \(quit\)$/,
    ]) {
      expect(lines).toContainEqual(expect.stringMatching(line));
    }
    const [left = '', ...others] = readdirSync(place.TMPDIR);
    expect([left, others]).toEqual([expect.stringMatching(/^peertape-demo-/), []]);
    expect(demo.out).toContain(join(place.TMPDIR, left));
    expect(readdirSync(join(place.TMPDIR, left)).toSorted()).toEqual([
      'alice',
      'bob',
      'bob-2',
      'carol',
    ]);
  });

  it.each([2, 3, 16])('is the same story with %i nodes, and on tape as it was', async (count) => {
    const trace = join(temporaryFolder(), 'tapes');
    const demo = new CliProcess('demo', String(count), '--json', '--trace', trace);
    expect([await demo.ended, demo.err]).toEqual([0, '']);
    const named = (name: string) => demo.events.filter(({ event }) => event === name);
    expect(named('listening')).toHaveLength(count + 1);
    expect(named('listening').every(({ tls }) => tls === true)).toBe(true);
    const bobs = named('listening').filter(({ name }) => name === 'bob');
    expect(new Set(bobs.map(({ peer }) => peer)).size).toBe(1);
    const lost = named('disconnected').filter(({ how }) => how === 'lost');
    expect(lost.map(({ peer }) => peer)).toEqual(
      Array.from({ length: Math.min(count - 1, 2) }, () => bobs[0]!['peer']),
    );
    expect(named('undelivered')).toEqual([]);
    const end = demo.events.at(-1)!;
    expect(end).toMatchObject({ event: 'demo', trace, texts: named('delivered').length });
    const lives = end['lives'] as readonly { name: string; life: number; path: string }[];
    expect(lives).toHaveLength(count + 1);
    for (const { name, life, path } of lives.slice(0, 3)) {
      const replay = new CliProcess('replay', path, '--json');
      await replay.ended;
      const verdict = name === 'bob' && life === 1 ? 'torn' : 'same';
      expect(replay.events.at(-1)).toMatchObject({ event: 'verdict', verdict });
    }
  });

  it('tells where on tape it is why one was lost', async () => {
    const trace = join(temporaryFolder(), 'tapes');
    const demo = new CliProcess('demo', '2', '--trace', trace);
    expect(await demo.ended).toBe(0);
    const [, words = ''] = /main\.js (trace show .*)$/m.exec(demo.out) ?? [];
    const show = new CliProcess(...words.split(' '), '--json');
    expect(await show.ended).toBe(0);
    expect(show.events.some(({ type }) => type === 'link.closed')).toBe(true);
  });

  it('ends politely when it is interrupted, and clears up', async () => {
    const place = { TMPDIR: temporaryFolder() };
    const trace = join(place.TMPDIR, 'tapes');
    const demo = new CliProcess('demo', '16', '--json', '--trace', trace, place);
    await demo.event('connected');
    expect(await demo.kill('SIGINT')).toBe(0);
    const starts = demo.events.filter(({ event }) => event === 'listening');
    const ends = demo.events.filter(({ event }) => event === 'stopped');
    expect(ends).toHaveLength(starts.length);
    expect(demo.events.at(-1)).toMatchObject({ event: 'demo', trace });
    expect(readdirSync(place.TMPDIR)).toEqual(['tapes']);
  });

  it('refuses what it cannot do in one line, before anybody starts', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    const taken = join(root, 'tapes');
    await new CliProcess('demo', '2', '--trace', taken).ended;
    for (const [exit, ...words] of [
      [2, '1'],
      [2, '17'],
      [1, '--trace', taken],
      [1, '--trace', join(root, 'file')],
    ] as const) {
      const demo = new CliProcess('demo', ...words);
      expect([await demo.ended, demo.out]).toEqual([exit, '']);
      expect(demo.err).toMatch(/^peertape: [^\n]+\n$/);
    }
  });
});

// Where no terminal can be had there is nothing to test.
if (hasTerminals) {
  describe('peertape demo in a window', () => {
    it('takes its time, and ends on Ctrl-C with all that it has to say', async () => {
      const trace = join(temporaryFolder(), 'tapes');
      const demo = new TerminalProcess('demo', '--trace', trace);
      await demo.line(/they connect/);
      demo.type('\u0003');
      await demo.line(/interrupted: all say goodbye/);
      await demo.line(/runs are on tape/);
      expect(await demo.exit).toBe(0);
      expect(demo.shown).not.toMatch(/they chat/);
    });

    it('does not take its time if it is told so', async () => {
      const demo = new TerminalProcess(
        'demo',
        '2',
        '--fast',
        '--trace',
        join(temporaryFolder(), 't'),
      );
      await demo.line(/runs are on tape/);
      expect(await demo.exit).toBe(0);
      expect(demo.shown).toContain('\u001b[36malice |');
    });
  });
}
