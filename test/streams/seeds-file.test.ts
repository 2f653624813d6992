import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { addToSeedsFile, readSeedsFile, SeedsFileError } from '../../src/streams/seeds-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a seeds file', () => {
  it.each([
    ['a line for each', '127.0.0.1:1\n[::1]:2\n', ['127.0.0.1:1', '[::1]:2']],
    [
      'a last line without an end',
      '127.0.0.1:1\nseed.example:2',
      ['127.0.0.1:1', 'seed.example:2'],
    ],
    ['comments and blanks', '# ours\n\n  127.0.0.1:1  # here\r\n\t\n', ['127.0.0.1:1']],
    ['what is said twice', 'Seed.Example:1\nseed.example:1\n', ['seed.example:1']],
    ['nothing', '', []],
    ['the mark that some editors begin with', '\ufeff127.0.0.1:1\n', ['127.0.0.1:1']],
  ])('is read with %s (S3-07)', async (_, text, addresses) => {
    expect(await readSeedsFile(seedsFile(text))).toEqual(addresses);
  });

  it.each(['9001', 'nowhere', '127.0.0.1', '127.0.0.1:0', 'a:1 b:2', 'a:1,b:2'])(
    'is refused with the line that makes no sense: %s',
    async (line) => {
      const path = seedsFile(`# ours\n127.0.0.1:1\n${line}\n`);
      const text = `${path}, line 3: must be host:port, and '${line}' is not`;
      expect(await refusalOf(readSeedsFile(path))).toMatchObject({ message: text });
    },
  );

  it('does no harm to a terminal, whatever stands in it', async () => {
    const { message } = await refusalOf(readSeedsFile(seedsFile(`\u001b[2J${'x'.repeat(9_999)}`)));
    expect(message).toMatch(/line 1: must be host:port, and '\?\[2Jx{96}' is not$/);
  });

  it('that is not there is told with what makes one', async () => {
    const path = join(temporaryFolder(), 'none');
    expect(await refusalOf(readSeedsFile(path))).toMatchObject({
      message: `there is no seeds file ${path}`,
      hint: 'a seed node that runs makes it: peertape seed --seeds-file FILE',
    });
  });

  it('has to be one that can be read', async () => {
    const path = temporaryFolder();
    const why = `cannot read the seeds file ${path}: illegal operation on a directory`;
    expect(await refusalOf(readSeedsFile(path))).toMatchObject({ message: why });
  });

  it('names limits.seedsMax at most, read and added to', async () => {
    const path = seedsFile(linesOf(limits.seedsMax - 1));
    addToSeedsFile(path, '127.0.0.1:1');
    expect(await readSeedsFile(path)).toHaveLength(limits.seedsMax);
    expect(() => addToSeedsFile(path, '127.0.0.1:2')).toThrow('names already 16 seed nodes');
    addToSeedsFile(path, '127.0.0.1:1');
    appendFileSync(path, '127.0.0.1:2\n');
    const refusal = await refusalOf(readSeedsFile(path));
    expect(refusal.message).toBe(`the seeds file ${path} names more than 16 seed nodes`);
    expect(refusal.hint).toBe('take out the lines of those that are gone');
  });

  it('has limits.seedsFileBytesMax at most, read and added to', async () => {
    const path = seedsFile(`#${'x'.repeat(limits.seedsFileBytesMax - 14)}\n`);
    addToSeedsFile(path, '127.0.0.1:1');
    expect(statSync(path).size).toBe(limits.seedsFileBytesMax);
    expect(await readSeedsFile(path)).toEqual(['127.0.0.1:1']);
    expect(() => addToSeedsFile(path, '127.0.0.1:2')).toThrow('has over 65536 bytes');
    appendFileSync(path, '\n');
    expect((await refusalOf(readSeedsFile(path))).message).toMatch(/has over 65536 bytes$/);
    expect(() => addToSeedsFile(path, '127.0.0.1:1')).toThrow('has over 65536 bytes');
  });
});

describe('a seed node that adds itself to a file', () => {
  it.each([
    ['makes the file', null, '127.0.0.1:7\n'],
    ['adds a line to those of others', '127.0.0.1:1\n', '127.0.0.1:1\n127.0.0.1:7\n'],
    ['ends a line that has no end', '127.0.0.1:1', '127.0.0.1:1\n127.0.0.1:7\n'],
    ['begins an empty file', '', '127.0.0.1:7\n'],
    ['does not care what others wrote', 'nowhere\n', 'nowhere\n127.0.0.1:7\n'],
    ['is not in it because it begins as another', '127.0.0.1:70\n', '127.0.0.1:70\n127.0.0.1:7\n'],
    ['is not in it for a comment', '#127.0.0.1:7\n', '#127.0.0.1:7\n127.0.0.1:7\n'],
  ])('%s', (_, before, after) => {
    const path = before === null ? join(temporaryFolder(), 'seeds') : seedsFile(before);
    addToSeedsFile(path, '127.0.0.1:7');
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  it.each(['127.0.0.1:7\n', '127.0.0.1:7', ' 127.0.0.1:7 # mine\r\n', '\ufeff127.0.0.1:7\n'])(
    'adds nothing where it stands already: %j',
    (text) => {
      const path = seedsFile(text);
      addToSeedsFile(path, '127.0.0.1:7');
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it('lets everybody read the file that it makes, and itself write to it', () => {
    const path = join(temporaryFolder(), 'seeds');
    const before = process.umask(0o022);
    addToSeedsFile(path, '127.0.0.1:7');
    process.umask(before);
    if (platform() !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  it('says what is in its way', () => {
    const folder = temporaryFolder();
    const add = (path: string) => () => addToSeedsFile(path, '127.0.0.1:7');
    expect(add(folder)).toThrow(/^cannot add to the seeds file .*: illegal operation/);
    expect(add(join(folder, 'no', 'seeds'))).toThrow(/^cannot add .*: no such file or directory$/);
    expect(add('/dev/null')).toThrow('the seeds file /dev/null is not a file');
  });
});

function seedsFile(text: string): string {
  const path = join(temporaryFolder(), 'seeds');
  writeFileSync(path, text);
  return path;
}

function linesOf(count: number): string {
  return Array.from({ length: count }, (_, n) => `127.0.0.1:${5_000 + n}\n`).join('');
}

async function refusalOf(reading: Promise<unknown>): Promise<SeedsFileError> {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof SeedsFileError) return error;
  throw new Error('it was not refused', { cause: error });
}
