import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import type { TapeHead } from '../../src/trace/format/tape-record.ts';
import type { TapeSizes } from '../../src/trace/format/tape-sizes.ts';
import { limits } from '../../src/protocol/limits.ts';
import { TapeWriter, type WritableRecord } from '../../src/trace/writing/tape-writer.ts';
import { itemsOf, recordsOf } from './tapes.ts';

/** The same tape, written again with one record or another changed. */
export function rewritten(
  store: MemoryTapeStore,
  change: (record: WritableRecord, index: number) => WritableRecord | null,
  head: Partial<TapeHead> = {},
  sizes: TapeSizes = limits,
): MemoryTapeStore {
  const items = itemsOf(store);
  const header = items.find((item) => item.kind === 'header')!;
  const copy = new MemoryTapeStore();
  const {
    code: codeThen,
    machines: machinesThen,
    node,
    run,
    config: taped,
    seeds,
    bodies,
  } = header;
  const same = { code: codeThen, machines: machinesThen, node, run, config: taped, seeds, bodies };
  const writer = new TapeWriter(copy, { ...same, steps: true, ...head }, sizes);
  for (const [index, record] of recordsOf(items).entries()) {
    const changed = change(record, index);
    if (changed !== null) writer.write(changed);
  }
  writer.close();
  return copy;
}
