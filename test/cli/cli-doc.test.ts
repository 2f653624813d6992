import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/cli/commands/codes.ts';
import { node } from '../../src/cli/commands/node.ts';
import { replay } from '../../src/cli/commands/replay.ts';
import { sim } from '../../src/cli/commands/sim.ts';
import { trace } from '../../src/cli/commands/trace.ts';
import { consoleCommands } from '../../src/cli/console/console-commands.ts';
import { limits } from '../../src/protocol/limits.ts';
import { MemoryHost } from '../support/memory-host.ts';

const [works = '', coming = ''] = readFileSync('docs/cli.md', 'utf8').split('\n## What is coming');

describe('docs/cli.md', () => {
  it('tells of every flag there is, and of none that is still to come', () => {
    const flags = [codes, node, replay, sim, trace].flatMap((define) => {
      const command = new Command();
      define(command, new MemoryHost());
      return [command, ...command.commands].flatMap(({ options }) =>
        options.map(({ long }) => long!),
      );
    });
    expect([...new Set(flagsIn(works))].toSorted()).toEqual(
      [...new Set([...flags, '--version', '--help'])].toSorted(),
    );
    const announced = flagsIn(coming).filter((flag) => flag !== '--insecure');
    expect(announced.filter((flag) => flags.includes(flag))).toEqual([]);
  });

  it('tells of every command of the console', () => {
    const missing = consoleCommands.filter(({ usage }) => !works.includes(`\`${usage}\``));
    expect(missing).toEqual([]);
  });

  it('tells the limits as they are (S3-33)', () => {
    for (const limit of [limits.bodyBytesMax, limits.consoleLineBytesMax]) {
      expect(works).toContain(`${limit.toLocaleString('en')} bytes`);
    }
    expect(works).toContain(`the default is ${limits.dialTimeoutMs}`);
  });
});

function flagsIn(text: string): readonly string[] {
  return text.match(/--[a-z-]*[a-z]/g) ?? [];
}
