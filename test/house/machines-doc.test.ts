import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { machines } from '../../src/cli/commands/machines.ts';
import { MemoryHost } from '../support/memory-host.ts';

describe('docs/machines.md', () => {
  it('shows the machines as they are', async () => {
    const path = resolve('docs/machines.md');
    const [preface = ''] = readFileSync(path, 'utf8').split('\n## ');
    const host = new MemoryHost();
    const command = new Command();
    machines(command, host);
    await command.parseAsync(['--mermaid'], { from: 'user' });
    await expect(`${preface.trimEnd()}\n\n${host.out.trimEnd()}\n`).toMatchFileSnapshot(path);
  });
});
