import { limits } from '../../protocol/limits.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { Queue } from '../../values/queue.ts';
import type { Draft } from '../../values/table.ts';
import type { Placed } from './by-window.ts';
import type { KeptCasts } from './kept-casts.ts';
import { CHUNK, chunkKey, OpenChunk, placeIn } from './kept-chunk.ts';
import type { KeptChunk, KeptRun } from './kept-chunk.ts';
import { weightOf } from './weight-of.ts';

/** What casts have in common that come together. */
export type KeptFrom = Pick<KeptRun, 'from' | 'keptAt' | 'wallMs'>;

/** Kept casts under change: each chunk that changes is copied once, and what goes as a whole is not looked at. */
export class KeptDraft {
  ages: Queue<KeptRun>;
  gone: number;
  goneBytes: number;
  count: number;
  bytes: number;
  readonly #table: Draft<KeptChunk>;
  readonly #open = new Map<string, OpenChunk>();

  constructor({ ages, gone, goneBytes, count, bytes }: KeptCasts, table: Draft<KeptChunk>) {
    this.ages = ages;
    this.gone = gone;
    this.goneBytes = goneBytes;
    this.count = count;
    this.bytes = bytes;
    this.#table = table;
  }

  keep(placed: Placed, by: KeptFrom): void {
    const { casts, serials } = placed;
    const { first, bytes } = lastThatFit(casts);
    this.#makeRoom(first > 0 ? limits.keptCastsMax : casts.length, bytes);
    for (let start = first; start < casts.length;) {
      const end = endOfRun(placed, start);
      this.#add(casts.slice(start, end), serials[start]!, by);
      start = end;
    }
  }

  forget(keptSince: number): void {
    for (let run = this.ages.peek(); run !== undefined; run = this.ages.peek()) {
      if (run.keptAt > keptSince) return;
      this.#dropRun(run);
    }
  }

  close(): void {
    // A chunk that comes has room where those that go are gone.
    for (const [key, { count }] of this.#open) if (count === 0) this.#table.delete(key);
    for (const [key, chunk] of this.#open) if (chunk.count > 0) this.#table.set(key, chunk.close());
  }

  #add(casts: readonly Cast[], serial: number, { from, keptAt, wallMs }: KeptFrom): void {
    const { sequence: first } = casts[0]!.envelope;
    const last = first + casts.length - 1;
    const bytes = casts.reduce((sum, cast) => sum + weightOf(cast), 0);
    const run = { serial, first, last, from, keptAt, wallMs, bytes };
    let next = 0;
    for (const part of partsOf(first, last)) {
      const chunk = this.#chunkOf(serial, part.first);
      for (let { first: sequence } = part; sequence <= part.last; sequence += 1) {
        chunk.add(casts[next]!, run);
        next += 1;
      }
    }
    this.ages = this.ages.push(run);
    this.count += casts.length;
    this.bytes += bytes;
  }

  /** Where casts come one by one, some make room for many. */
  #makeRoom(count: number, bytes: number): void {
    const isFull = this.count + count > limits.keptCastsMax;
    const countMax = limits.keptCastsMax - (isFull ? Math.max(count, CHUNK) : 0);
    const bytesMax = limits.keptCastBytesMax - bytes;
    while (this.count > countMax || this.bytes > bytesMax) {
      const run = this.ages.peek()!;
      const { count: left, bytes: leftBytes } = this.#leftOf(run);
      if (this.count - left >= countMax || this.bytes - leftBytes >= bytesMax) this.#dropRun(run);
      else this.#dropFirst(run);
    }
  }

  #dropFirst({ serial, first }: KeptRun): void {
    const sequence = first + this.gone;
    const bytes = weightOf(this.#chunkOf(serial, sequence).take(sequence));
    this.gone += 1;
    this.goneBytes += bytes;
    this.count -= 1;
    this.bytes -= bytes;
  }

  #dropRun(run: KeptRun): void {
    const { count, bytes } = this.#leftOf(run);
    for (const part of partsOf(run.first + this.gone, run.last)) this.#dropPart(run.serial, part);
    this.ages = this.ages.shift()!.rest;
    this.gone = 0;
    this.goneBytes = 0;
    this.count -= count;
    this.bytes -= bytes;
  }

  #leftOf({ first, last, bytes }: KeptRun): { readonly count: number; readonly bytes: number } {
    return { count: last - first + 1 - this.gone, bytes: bytes - this.goneBytes };
  }

  #dropPart(serial: number, { first, last }: Part): void {
    const key = chunkKey(serial, first);
    const isAll = !this.#open.has(key) && this.#table.get(key)!.count === last - first + 1;
    if (isAll) return this.#table.delete(key);
    const chunk = this.#chunkOf(serial, first);
    for (let sequence = first; sequence <= last; sequence += 1) chunk.take(sequence);
  }

  #chunkOf(serial: number, sequence: number): OpenChunk {
    const key = chunkKey(serial, sequence);
    let chunk = this.#open.get(key);
    if (chunk === undefined) {
      chunk = new OpenChunk(this.#table.get(key));
      this.#open.set(key, chunk);
    }
    return chunk;
  }
}

/** Of a run: what is in one chunk. */
interface Part {
  readonly first: number;
  readonly last: number;
}

function partsOf(first: number, last: number): Part[] {
  const parts: Part[] = [];
  for (let next = first; next <= last;) {
    const end = Math.min(last, next - placeIn(next) + CHUNK - 1);
    parts.push({ first: next, last: end });
    next = end + 1;
  }
  return parts;
}

/** Where all would be too much, it is the last that are kept. */
function lastThatFit(casts: readonly Cast[]): { readonly first: number; readonly bytes: number } {
  const start = Math.max(0, casts.length - limits.keptCastsMax);
  let bytes = 0;
  for (let first = casts.length; first > start; first -= 1) {
    const weight = weightOf(casts[first - 1]!);
    if (bytes + weight > limits.keptCastBytesMax) return { first, bytes };
    bytes += weight;
  }
  return { first: start, bytes };
}

function endOfRun({ casts, serials }: Placed, start: number): number {
  let end = start + 1;
  for (let { sequence } = casts[start]!.envelope; end < casts.length; end += 1) {
    sequence += 1;
    if (serials[end] !== serials[start] || casts[end]!.envelope.sequence !== sequence) break;
  }
  return end;
}
