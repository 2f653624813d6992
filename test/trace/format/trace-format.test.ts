import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../../src/codec/encode-frames.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { Input } from '../../../src/protocol/inputs.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { BodySkimmer } from '../../../src/trace/format/body-skimmer.ts';
import { inputToTape } from '../../../src/trace/format/input-on-tape.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { recordTable } from '../../../src/trace/format/record-table.ts';
import { TapeWriter } from '../../../src/trace/writing/tape-writer.ts';
import { anyInput } from '../../support/any-tape.ts';
import { idOf } from '../../support/pure-config.ts';

const own = idOf('a');

const page = readFileSync(new URL('../../../docs/trace-format.md', import.meta.url), 'utf8');

function rowsUnder(title: string): string[] {
  const part = page.split(`## ${title}\n`)[1]!.split('\n## ')[0]!;
  return part.split('\n').filter((line) => /^\| \d/.test(line));
}

function numberedKind(row: string): string {
  const [, number, kind] = /^\| (\d+) \| `([\w.]+)`/.exec(row)!;
  return `${number} ${kind}`;
}

/** One turn of a run that ended well. */
function exampleTape(): Uint8Array {
  const store = new MemoryTapeStore();
  const writer = new TapeWriter(store, {
    code: 'c0de',
    machines: { node: 'f00d' },
    node: 'ann',
    run: 'r1',
    config: {},
    seeds: { jitter: 7 },
    bodies: 'none',
    steps: true,
  });
  writer.write({ kind: 'checkpoint', turn: 0, at: 0, state: [] });
  const text = new Body(Buffer.from('hi'));
  const chunks = [encodeFrames([{ kind: 'text', sequence: 7, body: text }])];
  writer.write({
    kind: 'input',
    turn: 1,
    input: { type: 'link.bytes', link: 'o1', chunks, at: 300 },
  });
  const effects = [
    {
      type: 'timer.start',
      fields: [['timer', 't'] as const, ['due', 500] as const],
    },
  ];
  const changes = [['heardAt', 300] as const];
  const step = { actor: 'node', event: 'texts', state: 'open', guard: null, changes, effects };
  writer.write({ kind: 'steps', turn: 1, steps: [step] });
  writer.close();
  return store.bytes('000001.tape');
}

describe('docs/trace-format.md', () => {
  it('lists the records as they are', () => {
    const kinds = Object.entries(recordTable).map(([kind, { number }]) => `${number} ${kind}`);
    expect(rowsUnder('Records').map(numberedKind)).toEqual(kinds);
  });

  it('lists the inputs as they are', () => {
    const found = fc.sample(anyInput, { numRuns: 1_000, seed: 1 }).map((input) => {
      const [, , number] = inputToTape(1, input, new BodySkimmer('all', own));
      return `${number as number} ${input.type}`;
    });
    const inOrder = [...new Set(found)].sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
    expect(rowsUnder('Inputs').map(numberedKind)).toEqual(inOrder);
  });

  it('names all that a node is told at its start, in the order of the tape', () => {
    const [row = ''] = rowsUnder('Inputs');
    const isStart = (input: Input) => input.type === 'node.started';
    const [input] = fc.sample(anyInput.filter(isStart), { numRuns: 1, seed: 1 });
    const config = input?.type === 'node.started' ? input.config : null;
    const [, , , tape] = inputToTape(1, input!, new BodySkimmer('all', own));
    const places = Object.entries(config!).map(([name]) => row.indexOf(`\`${name}\``));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(new Set(places).size).toBe((tape as readonly unknown[]).length);
    const values = Object.entries(config!)
      .sort(([a], [b]) => row.indexOf(`\`${a}\``) - row.indexOf(`\`${b}\``))
      .map(([name, value]) => (name === 'instance' ? Object.values(value as object) : value));
    expect(tape).toEqual(values);
  });

  it('lists the limits as they are', () => {
    const rows = [...page.matchAll(/^\| `(\w+Max)` \| (\d+)/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, name, value] of rows) {
      expect([name, Number(value)]).toEqual([name, limits[name as keyof typeof limits]]);
    }
  });

  it('shows a tape as it is', () => {
    const example = /```hex\n([^`]*)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
    const bytes = example.map((line) => line.split('  ')[0]!.replaceAll(' ', '')).join('');
    expect(bytes).toBe(Buffer.from(exampleTape()).toString('hex'));
  });
});
