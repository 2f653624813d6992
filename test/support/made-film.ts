import { openFilm, type TapeFilm } from '../../src/inspector/film/tape-film.ts';
import { machines } from '../../src/node/running/machines.ts';
import type { TapedStep } from '../../src/trace/format/steps-on-tape.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { TapeWriter, type WritableRecord } from '../../src/trace/writing/tape-writer.ts';
import { HandPace } from './hand-pace.ts';
import { head } from './tapes.ts';

/** The film of a tape that was made by hand: no node has to have lived so. */
export function madeFilm(records: readonly WritableRecord[]): TapeFilm {
  const store = new MemoryTapeStore();
  const writer = new TapeWriter(store, head);
  for (const record of records) writer.write(record);
  writer.close();
  const pace = new HandPace();
  const film = openFilm(store, { machines, pace });
  pace.settle();
  return film;
}

/** A whole state that is none. */
export const noState: WritableRecord = { kind: 'checkpoint', turn: 0, at: 0, state: [1] };

export function tick(turn: number): WritableRecord {
  return { kind: 'input', turn, input: { type: 'timer.fired', timer: 'node#tick', at: turn } };
}

export function madeStep(actor: string): TapedStep {
  return { actor, event: 'tick', state: 'running', guard: null, changes: [], effects: [] };
}
