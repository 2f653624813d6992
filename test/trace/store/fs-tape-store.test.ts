import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { makeFolder } from '../../../src/trace/store/make-folder.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a tape that is not wanted after all', () => {
  it('goes with the folders that were made for it, and with no others', () => {
    const store = new FsTapeStore(join(folder, 'deep', 'trace'));
    store.create('000001.tape').close();
    store.discard();
    expect([existsSync(join(folder, 'deep')), existsSync(folder)]).toEqual([false, true]);
  });

  it('leaves alone what somebody else has put beside it', () => {
    const store = new FsTapeStore(join(folder, 'trace'));
    store.create('000001.tape').close();
    writeFileSync(join(folder, 'trace', 'notes.txt'), 'mine');
    store.discard();
    expect(store.list()).toEqual([]);
    expect(existsSync(join(folder, 'trace', 'notes.txt'))).toBe(true);
  });
});

describe('a segment that somebody deletes while it is written', () => {
  it('takes nothing more, since nobody would find it again', () => {
    const store = new FsTapeStore(join(folder, 'trace'));
    const sink = store.create('000001.tape');
    sink.append(Buffer.from('one'));
    rmSync(join(folder, 'trace'), { recursive: true });
    expect(() => sink.append(Buffer.from('two'))).toThrow(
      expect.objectContaining({ name: 'TapeError', code: 'io', message: 'it was deleted' }),
    );
    sink.close();
  });
});

describe('a folder that cannot be made', () => {
  it('is told by the file that is in its way', () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    expect(() => makeFolder(join(file, 'deep', 'trace'))).toThrow(
      expect.objectContaining({ code: 'io', message: `${file} is a file, not a folder` }),
    );
  });

  it('is told in the words of the system, and leaves nothing half made', () => {
    mkdirSync(join(folder, 'there'));
    const path = join(folder, 'there', 'made', 'x'.repeat(300));
    expect(() => makeFolder(path)).toThrow(
      expect.objectContaining({ code: 'io', message: 'name too long' }),
    );
    expect(existsSync(join(folder, 'there', 'made'))).toBe(false);
  });

  it('does not keep anybody waiting below /proc', () => {
    expect(() => makeFolder('/proc/peertape/trace')).toThrow(
      expect.objectContaining({ name: 'TapeError', code: 'io' }),
    );
  });
});
