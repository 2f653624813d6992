import { limits } from '../../src/protocol/limits.ts';
import type { BodyPolicy } from '../../src/trace/format/body-policy.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import type { Plain } from '../../src/trace/format/plain.ts';
import type { TapeItem } from '../../src/trace/reading/tape-item.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import type { TapeHead } from '../../src/trace/format/tape-record.ts';
import type { TapeSizes } from '../../src/trace/format/tape-sizes.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';
import { TapeWriter, type WritableRecord } from '../../src/trace/writing/tape-writer.ts';
import type { Scene } from './any-tape.ts';

export const head: TapeHead = {
  code: 'c0de',
  machines: { node: 'a1', connection: 'b2' },
  node: 'n'.repeat(52),
  run: 'run-1',
  config: { name: 'ann', port: 9_001 },
  seeds: { jitter: 7 },
  bodies: 'all',
  steps: true,
};

/** Pages and segments that are full after a few turns. */
export const smallSizes: TapeSizes = { ...limits, pageBytesMax: 300, segmentBytesMax: 1_500 };

export interface TapeOptions {
  readonly sizes?: TapeSizes;
  readonly bodies?: BodyPolicy;
  readonly state?: Plain;
  readonly run?: string;
  readonly closes?: boolean;
}

/** Tapes scenes as a recorder would, and gives what it wrote. */
export function tapeOf(scenes: readonly Scene[], options: TapeOptions = {}) {
  const { sizes = limits, bodies = 'all', state = [1], run = head.run, closes = true } = options;
  const store = new MemoryTapeStore();
  const writer = new TapeWriter(store, { ...head, bodies, run }, sizes);
  const written: WritableRecord[] = [];
  let turn = 1;
  let at = 0;
  const write = (record: WritableRecord) => {
    writer.write(record);
    written.push(record);
    if (record.kind === 'input') turn += 1;
    if (record.kind === 'gap') turn = record.toTurn + 1;
  };
  for (const scene of scenes) {
    if (writer.wantsCheckpoint) write({ kind: 'checkpoint', turn: turn - 1, at, state });
    at += 1_000;
    for (const record of scene(turn, at)) write(record);
  }
  if (closes) writer.close();
  else writer.abandon();
  return { store, written };
}

/** The same small turn over and over. */
export function quietTurns(count: number): readonly Scene[] {
  return Array.from({ length: count }, () => (turn: number, at: number) => [
    { kind: 'input', turn, input: { type: 'timer.fired', timer: 'node#tick', at } } as const,
    {
      kind: 'steps',
      turn,
      steps: [
        { actor: 'node', event: 'tick', state: 'running', guard: null, changes: [], effects: [] },
      ],
    } as const,
  ]);
}

export function itemsOf(store: TapeStore): TapeItem[] {
  return [...readTape(store)];
}

export function segmentsOf(store: TapeStore): Record<string, Uint8Array> {
  return Object.fromEntries(
    store.list().map((name) => {
      const source = store.open(name);
      const bytes = new Uint8Array(source.size);
      source.read(0, bytes);
      source.close();
      return [name, bytes];
    }),
  );
}

const written = new Set(['input', 'steps', 'checkpoint', 'clock', 'gap', 'mark', 'crashed']);

/** What was written from outside, without its place. */
export function recordsOf(items: readonly TapeItem[]): WritableRecord[] {
  return items
    .filter((item) => written.has(item.kind))
    .map((item) => {
      const {
        segment: _,
        offset: __,
        ...record
      } = item as Record<string, unknown> & TapeItem as {
        segment?: number;
        offset?: number;
      };
      return record as WritableRecord;
    });
}

/** What tells that something is wrong, or missing at the end. */
export function faultsOf(items: readonly TapeItem[]): TapeItem[] {
  return items.filter(({ kind }) =>
    ['damage', 'torn', 'unclosed', 'unreadable', 'newer'].includes(kind),
  );
}
