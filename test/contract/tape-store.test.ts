import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';
import { TapeWriter } from '../../src/trace/writing/tape-writer.ts';
import { head } from '../support/tapes.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-'));
  folders.push(folder);
  return join(folder, 'deep', 'trace');
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const stores: Readonly<Record<string, () => TapeStore>> = {
  'in memory': () => new MemoryTapeStore(),
  'on disk': () => new FsTapeStore(newFolder()),
};

describe.each(Object.entries(stores))('a tape store %s', (_, newStore) => {
  it('has no segments before one is made', () => {
    const store = newStore();
    expect(store.list()).toEqual([]);
    expect(store.single).toBe(false);
  });

  it('keeps what is appended, though the bytes are used again', () => {
    const store = newStore();
    const sink = store.create('000001.tape');
    const bytes = Buffer.from('one');
    sink.append(bytes);
    bytes.fill('-');
    sink.append(Buffer.from('two'));
    sink.close();
    expect(textOf(store, '000001.tape')).toBe('onetwo');
  });

  it('reads from any place, and less at the end', () => {
    const store = newStore();
    const sink = store.create('000001.tape');
    sink.append(Buffer.from('0123456789'));
    const source = store.open('000001.tape');
    const into = Buffer.alloc(4, '-');
    expect([source.read(8, into), into.toString()]).toEqual([2, '89--']);
    expect(source.read(10, into)).toBe(0);
    expect(source.size).toBe(10);
    source.close();
    sink.close();
  });

  it('lists segments in the order of their numbers', () => {
    const store = newStore();
    for (const name of ['000010.tape', '000002.tape', '000001.tape']) store.create(name).close();
    expect(store.list()).toEqual(['000001.tape', '000002.tape', '000010.tape']);
  });

  it('never makes a segment that is there already', () => {
    const store = newStore();
    const sink = store.create('000001.tape');
    sink.append(Buffer.from('kept'));
    sink.close();
    expect(() => store.create('000001.tape')).toThrow(
      expect.objectContaining({ name: 'TapeError', code: 'exists' }),
    );
    expect(textOf(store, '000001.tape')).toBe('kept');
  });

  it('goes on with a segment behind what is kept of it', () => {
    const store = newStore();
    const sink = store.create('000001.tape');
    sink.append(Buffer.from('kept, and lost'));
    sink.close();
    const again = store.reopen('000001.tape', 6);
    expect(textOf(store, '000001.tape')).toBe('kept, ');
    again.append(Buffer.from('and '));
    again.append(Buffer.from('more'));
    again.close();
    expect(textOf(store, '000001.tape')).toBe('kept, and more');
  });

  it('does not go on with less than should be kept, nor with nothing', () => {
    const store = newStore();
    const sink = store.create('000001.tape');
    sink.append(Buffer.from('short'));
    sink.close();
    const error = expect.objectContaining({ name: 'TapeError', code: 'io' });
    expect(() => store.reopen('000001.tape', 6)).toThrow(error);
    expect(() => store.reopen('000002.tape', 0)).toThrow(error);
    expect(textOf(store, '000001.tape')).toBe('short');
  });

  it('removes a segment, and does not mind if it is gone', () => {
    const store = newStore();
    store.create('000001.tape').close();
    store.create('000002.tape').close();
    store.remove('000001.tape');
    store.remove('000001.tape');
    expect(store.list()).toEqual(['000002.tape']);
  });

  it('says so where there is no such segment', () => {
    expect(() => newStore().open('000001.tape')).toThrow(
      expect.objectContaining({ name: 'TapeError', code: 'io' }),
    );
  });
});

describe('a trace on disk', () => {
  it('is for its owner only', () => {
    const folder = newFolder();
    new FsTapeStore(folder).create('000001.tape').close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '000001.tape')).mode & 0o777).toBe(0o600);
  });

  it('can be looked at by one of its segments, whatever that is called', () => {
    const folder = newFolder();
    const writer = new TapeWriter(new FsTapeStore(folder), head);
    writer.write({ kind: 'checkpoint', turn: 0, at: 0, state: null });
    writer.close();
    const path = join(folder, '000001.tape');
    const store = new FsTapeStore(path);
    expect(store.single).toBe(true);
    const kinds = [...readTape(store)].map(({ kind }) => kind);
    expect(kinds).toEqual(['header', 'page', 'checkpoint', 'footer']);
    expect(() => new TapeWriter(store, head)).toThrow(expect.objectContaining({ code: 'exists' }));
  });

  it('is not made where a file is, nor under one', () => {
    const folder = newFolder();
    new FsTapeStore(folder).create('000001.tape').close();
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    expect(() => new TapeWriter(new FsTapeStore(file), head)).toThrow(
      expect.objectContaining({ code: 'exists' }),
    );
    expect(() => new FsTapeStore(join(file, 'trace')).create('000001.tape')).toThrow(
      expect.objectContaining({ name: 'TapeError', code: 'io' }),
    );
    expect(readdirSync(folder).sort()).toEqual(['000001.tape', 'notes.txt']);
  });

  it('is unreadable where nothing is', () => {
    const items = [...readTape(new FsTapeStore(newFolder()))];
    expect(items).toEqual([{ kind: 'unreadable', text: 'no trace is here' }]);
  });
});

function textOf(store: TapeStore, name: string): string {
  const source = store.open(name);
  const bytes = Buffer.alloc(source.size);
  source.read(0, bytes);
  source.close();
  return bytes.toString();
}
