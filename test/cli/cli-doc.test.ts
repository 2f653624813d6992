import { readdirSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/cli/commands/codes.ts';
import { control } from '../../src/cli/commands/control.ts';
import { demo } from '../../src/cli/commands/demo.ts';
import { id } from '../../src/cli/commands/id.ts';
import { inspect } from '../../src/cli/commands/inspect.ts';
import { key } from '../../src/cli/commands/key.ts';
import { machines } from '../../src/cli/commands/machines.ts';
import { node } from '../../src/cli/commands/node.ts';
import { replay } from '../../src/cli/commands/replay.ts';
import { seed } from '../../src/cli/commands/seed.ts';
import { seeds } from '../../src/cli/commands/seeds.ts';
import { sim } from '../../src/cli/commands/sim.ts';
import { trace } from '../../src/cli/commands/trace.ts';
import { consoleCommands } from '../../src/cli/console/console-commands.ts';
import {
  type NodeOptionKey,
  nodeOptionKeys,
  nodeOptionTable,
} from '../../src/cli/settings/node-option-table.ts';
import { formsOf, type Option } from '../../src/cli/settings/option.ts';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import { limits } from '../../src/protocol/limits.ts';
import { MemoryHost } from '../support/memory-host.ts';

const [works = '', coming = ''] = readFileSync('docs/cli.md', 'utf8').split('\n## What is coming');

describe('docs/cli.md', () => {
  it('tells of every flag there is, and of none that is still to come', () => {
    const flags = [
      codes,
      control('send'),
      demo,
      id,
      inspect,
      key,
      machines,
      node,
      replay,
      seed,
      seeds,
      sim,
      trace,
    ].flatMap((define) => {
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

  it('tells of every option as the table has it', () => {
    const missing = nodeOptionKeys.map(rowOf).filter((row) => !works.includes(row));
    expect(missing).toEqual([]);
  });

  it('tells of every command of the console', () => {
    const missing = consoleCommands.filter(({ usage }) => !works.includes(`\`${usage}\``));
    expect(missing).toEqual([]);
  });

  it('tells of every event of a node, and of each of its fields', () => {
    const source = readFileSync('src/node/telling/node-event.ts', 'utf8');
    const shapes = [...source.matchAll(/readonly event: '([a-z]+)';\n([^}]*)\}/g)];
    const missing = shapes.flatMap(([, event = '', body = '']) => {
      const row = new RegExp(`^\\| \`${event}\` \\|.*$`, 'm').exec(works)?.[0] ?? '';
      const fields = [...body.matchAll(/readonly (\w+)(\??):/g)];
      return fields
        .filter(([, field]) => !new RegExp(`\`[^\`]*\\b${field}\\b[^\`]*\``).test(row))
        .map(([, field]) => `${event}: ${field}`);
    });
    expect(missing).toEqual([]);
    expect(shapes.length).toBeGreaterThan(10);
  });

  it('tells of every count of the overlay', () => {
    const source = readFileSync('src/node/face/overlay-answers.ts', 'utf8');
    const [, body = ''] = /interface OverlayCounts \{([^}]*)\}/.exec(source) ?? [];
    const counts = [...body.matchAll(/readonly (\w+):/g)].map(([, count]) => `\`${count}\``);
    expect(counts.filter((count) => !works.includes(count))).toEqual([]);
    expect(counts.length).toBeGreaterThan(10);
  });

  it('leaves no code out of the registry that the command line tells', () => {
    const told = sourcesIn('src/cli').flatMap((text) => text.match(/(?<=\bcode: ')[a-z-]+/g) ?? []);
    expect(told.filter((code) => !Object.hasOwn(closeCodes, code))).toEqual([]);
    expect(told).toContain('log-failed');
  });

  it('tells the limits as they are (S3-33)', () => {
    const { bodyBytesMax, consoleLineBytesMax, configFileBytesMax } = limits;
    for (const limit of [bodyBytesMax, consoleLineBytesMax, configFileBytesMax]) {
      expect(works).toContain(`${limit.toLocaleString('en')} bytes`);
    }
    const waits = `While more than ${limits.outputBytesMax.toLocaleString('en')} bytes wait`;
    expect(works).toContain(waits);
    expect(works).toContain(`up to ${limits.controlClientsMax} clients`);
    expect(works).toContain(`for ${limits.controlIdleMs / 1_000} seconds`);
    expect(works).toContain(`${limits.contactsMax} times at most`);
    expect(works).toContain(`${limits.addressesMax} times at most`);
    expect(works).toContain(`${limits.seedsMax} times at most`);
    expect(works).toContain(`${limits.seedsFileBytesMax.toLocaleString('en')} bytes`);
    expect(works).toContain(`cross; ${limits.hopLimitMax} at most`);
    expect(works).toContain(`never; ${limits.presenceIntervalMaxMs} at most`);
    const { scanAddressesMax, scansAtOnceMax, scanTimeoutMs } = limits;
    expect(works).toContain(`takes ${scanAddressesMax.toLocaleString('en')} ports at most`);
    expect(works).toContain(`${scansAtOnceMax} at a time and a second for each`);
    expect(scanTimeoutMs).toBe(1_000);
  });
});

/** How the row of an option begins: its flag, its key in a file, what it is if nobody says anything. */
function rowOf(key: NodeOptionKey): string {
  const option: Option<unknown> = nodeOptionTable[key];
  const [form = ''] = formsOf(key, option);
  const flag = form
    .replace(/<(.*)>/, (_, value: string) => value.toUpperCase())
    .replace(/\[.*\]/, (value) => value.toUpperCase());
  const initial =
    option.kind === 'switch'
      ? ['no', 'yes'][Number(option.initial)]!
      : option.initial === undefined
        ? ''
        : `\`${option.initial as string | number}\``;
  const cells = [`\`${flag}\``, key === 'config' ? '' : `\`${key}\``, initial];
  return `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' ');
}

function sourcesIn(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'));
}

function flagsIn(text: string): readonly string[] {
  return text.match(/--[a-z-]*[a-z]/g) ?? [];
}
