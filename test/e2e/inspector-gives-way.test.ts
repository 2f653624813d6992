import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

describe.runIf(platform() === 'linux')('an inspector of a node that runs', () => {
  it('gives way to the node whose thread it is beside', async () => {
    const node = await startNode('--data', temporaryFolder(), '--inspect');
    await node.event('inspector');
    const { pid } = node;
    const others = threadsOf(pid).filter((thread) => thread !== pid);
    expect(nicenessOf(pid, pid)).toBe(0);
    expect(others.map((thread) => nicenessOf(pid, thread)).filter((nice) => nice > 0)).toEqual([
      10,
    ]);
  });

  it('gives way to it from a process of its own', async () => {
    const data = temporaryFolder();
    await startNode('--data', data);
    const inspect = new CliProcess('inspect', '--data', data, '--json');
    await inspect.event('inspector');
    expect(nicenessOf(inspect.pid, inspect.pid)).toBe(10);
  });

  it('of a tape of one that has ended, is as any other', async () => {
    const inspect = new CliProcess('inspect', 'traces/pair/alice', '--json');
    await inspect.event('inspector');
    expect(nicenessOf(inspect.pid, inspect.pid)).toBe(0);
  });
});

function threadsOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).map(Number);
}

/** The name stands in brackets, and may have spaces; behind it come the third field and all others. */
function nicenessOf(pid: number, thread: number): number {
  const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}
