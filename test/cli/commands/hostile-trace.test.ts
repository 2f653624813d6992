import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/cli/commands/replay.ts';
import { trace } from '../../../src/cli/commands/trace.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { harmful } from '../../../src/cli/words/clean-text.ts';
import type { TapeHead } from '../../../src/trace/format/tape-record.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { TapeWriter, type WritableRecord } from '../../../src/trace/writing/tape-writer.ts';
import { Body } from '../../../src/protocol/body.ts';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { MemoryHost } from '../../support/memory-host.ts';
import { head } from '../../support/tapes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const commands: readonly (readonly string[])[] = [
  ['replay'],
  ['replay', '--json'],
  ['trace', 'show'],
  ['trace', 'show', '--json'],
];

describe('a segment that is no file is told in one line', () => {
  const strange: Readonly<Record<string, (path: string) => void>> = {
    'a pipe': makePipe,
    'a folder': (path) => mkdirSync(path),
    'a device': (path) => symlinkSync('/dev/zero', path),
    'a link to a pipe': (path) => {
      makePipe(`${path}.pipe`);
      symlinkSync(`${path}.pipe`, path);
    },
    'a link to nothing': (path) => symlinkSync('nothing', path),
    'a link to itself': (path) => symlinkSync(path, path),
  };
  const places = ['000001.tape', '000002.tape'];

  it.each(Object.entries(strange))('%s', async (_, make) => {
    for (const place of places) {
      const folder = recorded();
      if (place === '000001.tape') rmSync(join(folder, place));
      make(join(folder, place));
      for (const words of commands) {
        const host = await said(folder, words);
        expect([host.exitCode, host.err === '' ? host.events.at(-1) : host.err]).toEqual([
          3,
          host.err === ''
            ? expect.objectContaining({ event: 'error', fatal: true, code: 'unreadable' })
            : expect.stringMatching(/^peertape: cannot read .*\n$/),
        ]);
      }
    }
  });
});

describe('what is no trace at all is told in one line', () => {
  it.each(['/dev/zero', '/dev/null', '/dev/full'])('%s', async (path) => {
    for (const words of commands) {
      const host = await said(path, words);
      expect(host.exitCode).toBe(3);
      expect(`${host.err}${host.out}`.trimEnd().split('\n').length).toBe(1);
    }
  });

  it('a folder of very many other files', async () => {
    const folder = recorded();
    for (let i = 0; i < 1_000; i += 1) writeFileSync(join(folder, `${i}.tape`), '');
    const host = await said(folder, ['trace', 'show']);
    expect([host.err, host.exitCode]).toEqual(['', 0]);
  });
});

describe('what a tape says moves nobody’s cursor (S4-12)', () => {
  it.each(commands.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const host = await said(recorded(), words);
    expect(host.out).not.toBe('');
    expect(host.err).toBe('');
    expect(host.out.split('\n').filter((line) => harmfulIn(line))).toEqual([]);
  });

  it('and programs read it as it was written', async () => {
    const { events } = await said(recorded(), ['trace', 'show', '--json']);
    expect(events[0]).toMatchObject({ event: 'header', node: EVIL, config: { [EVIL]: EVIL } });
    expect(events.find(({ event }) => event === 'mark')).toMatchObject({ text: EVIL });
    const frames = events.flatMap((event) => (event['frames'] ?? []) as readonly object[]);
    expect(frames).toMatchObject([{ text: EVIL }, { code: EVIL.slice(0, 8), text: EVIL }]);
  });

  it('nor do the names that are told where nothing fits', async () => {
    const host = await said(recorded(), ['trace', 'show', '--event', 'nothing']);
    expect(host.err).toMatch(/^nothing fits; the events are .*␛.*\n$/);
    expect(host.err.split('\n').filter((line) => harmfulIn(line))).toEqual([]);
  });
});

function makePipe(path: string): void {
  spawnSync('sh', ['-c', 'mkfifo "$0"', path]);
}

const EVIL = '\u001b[2J\u001b]0;x\u0007\u009b31m\u007f\u202e\u2066\u2028\nok\u0085\u200f\u200b';

function harmfulIn(line: string): boolean {
  return line.search(harmful) !== -1;
}

/** Each text on it is one that would hurt a terminal. */
function recorded(): string {
  const folder = join(temporaryFolder(), 'tape');
  const evilHead: TapeHead = {
    ...head,
    code: EVIL,
    machines: { [EVIL]: EVIL },
    node: EVIL,
    run: EVIL,
    config: { [EVIL]: EVIL, deep: [[EVIL]] },
    seeds: { [EVIL]: EVIL },
    bodies: 'all',
  };
  const writer = new TapeWriter(new FsTapeStore(folder), evilHead);
  for (const record of evilRecords()) writer.write(record);
  writer.close();
  return folder;
}

function evilRecords(): readonly WritableRecord[] {
  const step = {
    actor: EVIL,
    event: EVIL,
    state: EVIL,
    guard: EVIL,
    changes: [[EVIL, EVIL]] as const,
    effects: [{ type: EVIL, fields: [[EVIL, EVIL]] as const }],
  };
  const bytes = encodeFrames([
    { kind: 'text', sequence: 1, body: new Body(Buffer.from(EVIL)) },
    { kind: 'bye', code: EVIL.slice(0, 8), text: EVIL },
  ]);
  const send = { id: 1, command: 'send', peer: EVIL, body: new Body(Buffer.from(EVIL)) } as const;
  return [
    { kind: 'checkpoint', turn: 0, at: 0, state: [EVIL, [EVIL]] },
    { kind: 'input', turn: 1, input: { type: 'link.opened', link: EVIL, address: EVIL, at: 1 } },
    { kind: 'steps', turn: 1, steps: [step] },
    { kind: 'input', turn: 2, input: { type: 'link.bytes', link: EVIL, chunks: [bytes], at: 2 } },
    { kind: 'steps', turn: 2, steps: [{ ...step, state: `${EVIL} + b` }] },
    { kind: 'input', turn: 3, input: { type: 'commands', commands: [send], at: 3 } },
    { kind: 'steps', turn: 3, steps: [] },
    { kind: 'mark', turn: 3, at: 3, text: EVIL },
    { kind: 'gap', fromTurn: 4, toTurn: 5, at: 4, code: EVIL },
    { kind: 'crashed', turn: 5, at: 5, name: EVIL, message: EVIL },
  ];
}

async function said(path: string, [command, ...words]: readonly string[]): Promise<MemoryHost> {
  const host = new MemoryHost();
  const known = [
    { name: 'trace', summary: '', load: async () => trace },
    { name: 'replay', summary: '', load: async () => replay },
  ];
  const at = words[0] === 'show' ? 1 : 0;
  await runCli([command!, ...words.slice(0, at), path, ...words.slice(at)], known, host);
  return host;
}
