import { expect, it } from 'vitest';
import { tapeBeginning } from '../../../src/inspector/server/tape-beginning.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { realTape } from '../../support/real-tape.ts';
import { readTape } from '../../../src/trace/reading/tape-reader.ts';

it('knows whose run it is and when that began, before the tape is read', () => {
  const store = new FsTapeStore('traces/pair/alice');
  const beginning = tapeBeginning(store);
  expect(beginning).toMatchObject({ head: { config: { name: 'alice' } } });
  const clock = [...readTape(store)].find((item) => item.kind === 'clock')!;
  expect(beginning).toMatchObject({ startedMs: clock.wall - clock.at / 1_000 });
});

it('looks behind damage for it', () => {
  const [[name, bytes], ...others] = Object.entries(realTape({ segmentBytesMax: 4_000 })) as [
    [string, Uint8Array],
    ...[string, Uint8Array][],
  ];
  expect(others.length).toBeGreaterThan(0);
  const damaged = Uint8Array.from(bytes, (byte, index) => (index < 60 && index > 30 ? 0 : byte));
  const store = MemoryTapeStore.of({ [name]: damaged, ...Object.fromEntries(others) });
  expect(tapeBeginning(store)).toMatchObject({ head: { run: 'run-1' } });
});

it('says of what is no tape that it is none', () => {
  expect(tapeBeginning(MemoryTapeStore.of({}))).toBe('unreadable');
  const store = MemoryTapeStore.of({ '000000.tape': Buffer.from('something else') });
  expect(tapeBeginning(store)).toBe('unreadable');
});
