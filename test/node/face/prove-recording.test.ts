import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createNode } from '../../../src/node/face/create-node.ts';
import { proveRecording } from '../../../src/node/face/prove-recording.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
});

describe('the folder that was named for a tape', () => {
  it('is left as it was, or not there at all, if it can be written', () => {
    const there = join(folder, 'there');
    mkdirSync(there);
    writeFileSync(join(there, 'notes.txt'), 'mine');
    for (const trace of [there, join(folder, 'deep', 'tape'), false, null] as const) {
      proveRecording({ trace });
    }
    expect([readdirSync(folder), readdirSync(there)]).toEqual([['there'], ['notes.txt']]);
  });

  it('is refused before there is a data folder, if nothing can be written there', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'mine');
    const data = join(folder, 'data');
    const tries = [file, join(file, 'tape'), join(folder, 'x'.repeat(300))].map(async (trace) =>
      expect(createNode({ port: 0, data, trace })).rejects.toMatchObject({
        code: 'trace-failed',
        message: expect.stringContaining(`cannot record to ${trace}: `) as string,
      }),
    );
    await Promise.all(tries);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is refused before there is a data folder, if there is a trace in it', async () => {
    const trace = join(folder, 'tape');
    const node = await createNode({ port: 0, trace });
    await node.close();
    const before = readdirSync(trace);
    const again = createNode({ port: 0, data: join(folder, 'data'), trace });
    await expect(again).rejects.toMatchObject({ code: 'trace-exists' });
    expect([readdirSync(folder), readdirSync(trace)]).toEqual([['tape'], before]);
  });
});
