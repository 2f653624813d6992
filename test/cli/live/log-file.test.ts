import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../../src/cli/live/log-file.ts';

const keepBytes = 65_536;
let folder = '';
let path = '';
let broken: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-log-'));
  path = join(folder, 'node.log');
  broken = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a log', () => {
  it('goes on where it ended, and is for its user alone', () => {
    write('one');
    write('two', 'three');
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps no more than it is told, in two files, and the latest of all (S3-44)', () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => `${n} ${'x'.repeat(n % 100)}`);
    for (let n = 0; n < lines.length; n += 100) write(...lines.slice(n, n + 100));
    expect(readdirSync(folder).toSorted()).toEqual(['node.log', 'node.log.1']);
    const [before, now] = [`${path}.1`, path].map((each) => readFileSync(each, 'utf8'));
    expect(before!.length).toBeLessThanOrEqual(keepBytes / 2);
    expect(before!.length).toBeGreaterThan(keepBytes / 2 - 200);
    expect(now!.length).toBeLessThanOrEqual(keepBytes / 2);
    expect(`${lines.join('\n')}\n`.endsWith(before! + now!)).toBe(true);
  });

  it('is shared with others without losing what they write', () => {
    const [one, other] = [log(), log()];
    const written: string[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      const line = `${n} ${'x'.repeat(40)}`;
      const writer = n % 2 === 0 ? one : other;
      writer.write(line);
      writer.flush();
      written.push(line);
    }
    const kept = readFileSync(`${path}.1`, 'utf8') + readFileSync(path, 'utf8');
    expect(`${written.join('\n')}\n`.endsWith(kept)).toBe(true);
    expect(kept.length).toBeGreaterThan(keepBytes / 2);
  });

  it('cuts a line that no file has room for', () => {
    write('ä'.repeat(keepBytes));
    const text = readFileSync(path, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(keepBytes / 2);
    expect(text).toMatch(/^ä+…\n$/);
  });

  it('that cannot be written is refused at once, and what is no file is left alone', () => {
    path = join(folder, 'none', 'node.log');
    expect(() => log()).toThrow(`cannot write the log ${path}: no such file or directory`);
    path = folder;
    expect(() => log()).toThrow('it is not a file');
    path = devNull;
    expect(() => log()).toThrow('it is not a file');
    expect(existsSync(devNull)).toBe(true);
  });

  it('leaves no file of its own that is empty, and every other where it was', () => {
    log().close();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '');
    log().close();
    expect(existsSync(path)).toBe(true);
    rmSync(path);
    const file = log();
    file.write('one');
    file.close();
    log().close();
    expect(readFileSync(path, 'utf8')).toBe('one\n');
  });

  it('that breaks says so once, and goes on when it can', () => {
    const file = log();
    const say = (line: string): void => {
      file.write(line);
      file.flush();
    };
    rmSync(path);
    mkdirSync(path);
    say('lost');
    say('lost too');
    expect(broken).toEqual(['it is not a file']);
    rmSync(path, { recursive: true });
    writeFileSync(path, '');
    say('kept');
    expect(readFileSync(path, 'utf8')).toBe('kept\n');
    expect(broken).toHaveLength(1);
  });
});

function log(): LogFile {
  return new LogFile({ path, keepBytes }, (why) => broken.push(why));
}

function write(...lines: string[]): void {
  const file = log();
  for (const line of lines) file.write(line);
  file.flush();
}
