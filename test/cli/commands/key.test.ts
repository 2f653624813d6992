import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { key } from '../../../src/cli/commands/key.ts';
import { MemoryHost } from '../../support/memory-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('peertape key', () => {
  it('makes a key, says what to do with it, and does not show it', async () => {
    const path = join(temporaryFolder(), 'network.key');
    const { out } = await run(path);
    expect(out.split('\n')).toEqual([
      `a new network key is in ${path}, and only you can read it`,
      `start each node of the network with --network-key ${path}`,
      'bring it to other machines by a way you trust: whoever has it is a member',
      '',
    ]);
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('tells programs where it is', async () => {
    const path = join(temporaryFolder(), 'network.key');
    const { events } = await run(path, '--json');
    expect(events).toEqual([{ event: 'key', at: expect.any(Number), path }]);
  });

  it('never overwrites one', async () => {
    const path = join(temporaryFolder(), 'network.key');
    await run(path);
    const before = readFileSync(path, 'utf8');
    await expect(run(path)).rejects.toMatchObject({
      message: `${path} is there already`,
      code: 'key-failed',
      exit: 1,
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});

async function run(...words: string[]): Promise<MemoryHost> {
  const host = new MemoryHost();
  const command = new Command();
  key(command, host);
  await command.parseAsync(words, { from: 'user' });
  return host;
}
