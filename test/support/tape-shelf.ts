import { createHash } from 'node:crypto';
import { machines } from '../../src/node/running/machines.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { OpenTape } from '../../src/sim/open-tape.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { Recorder } from '../../src/trace/writing/recorder.ts';
import { tapeHead } from '../../src/trace/writing/tape-head.ts';
import type { TapeSizes } from '../../src/trace/format/tape-sizes.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';

/** The tapes of one simulation, by their names. */
export class TapeShelf<Store extends TapeStore> {
  readonly stores = new Map<string, Store>();
  readonly open: OpenTape;

  constructor(storeOf: (name: string) => Store, sizes: TapeSizes = limits) {
    this.open = ({ name, config, clock }) => {
      const store = storeOf(name);
      this.stores.set(name, store);
      return new Recorder({
        store,
        head: tapeHead({ config, machines, run: name }),
        wall: () => clock.wall(),
        onBroken: (error) => {
          throw error;
        },
        sizes,
      });
    };
  }
}

export function memoryShelf(): TapeShelf<MemoryTapeStore> {
  return new TapeShelf(() => new MemoryTapeStore());
}

/** Tells every name and byte on the shelf from any other. */
export function hashOf({ stores }: TapeShelf<MemoryTapeStore>): string {
  const hash = createHash('sha256');
  for (const [tape, store] of stores)
    for (const segment of store.list())
      hash.update(`${tape}/${segment} `).update(store.bytes(segment));
  return hash.digest('hex');
}
