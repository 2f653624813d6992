import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { machines } from '../../../src/cli/commands/machines.ts';
import { machineConfig } from '../../../src/inspector/charts/machine-config.ts';
import { machines as all } from '../../../src/node/running/machines.ts';
import { MemoryHost } from '../../support/memory-host.ts';

describe('peertape machines', () => {
  it('prints an outline of the machine that is named', async () => {
    const { out } = await run('alarm');
    expect(out.split('\n')).toEqual([
      'alarm',
      '  alarm.set → set / note when',
      '  alarm.off → over',
      '  set (initial)',
      '    after alarm → rung / ring',
      '  rung',
      '  over (final)',
      '',
    ]);
  });

  it('prints all of them if none is named', async () => {
    const { out } = await run();
    const names = out.split('\n').filter((line) => /^\w/.test(line));
    expect(names).toEqual(Object.keys(all));
  });

  it('tells programs of each what XState takes', async () => {
    const { events } = await run('--json');
    expect(events).toEqual(
      Object.entries(all).map(([machine, made]) => ({
        event: 'machine',
        at: expect.any(Number),
        machine,
        config: machineConfig(made),
      })),
    );
  });

  it('draws the one that is named, and nothing else', async () => {
    const { out } = await run('alarm', '--mermaid');
    expect(out.split('\n')).toEqual([
      'stateDiagram-v2',
      '    %% alarm',
      '    [*] --> alarm_set',
      '    alarm_set: set',
      '    alarm_rung: rung',
      '    alarm_over: over',
      '    alarm_set --> alarm_rung: after alarm',
      '    alarm_over --> [*]',
      '    note right of alarm_set',
      '        anywhere',
      '        alarm.set → set',
      '        alarm.off → over',
      '    end note',
      '',
    ]);
  });

  it('draws all of them as Markdown with a picture of each', async () => {
    const { out } = await run('--mermaid');
    const lines = out.split('\n').filter((line) => /^(##|```)/.test(line));
    expect(lines).toEqual(
      Object.keys(all).flatMap((machine) => [`## ${machine}`, '```mermaid', '```']),
    );
  });

  it('says which there are if it is none of them', async () => {
    await expect(run('toaster')).rejects.toMatchObject({
      message: 'there is no machine called “toaster”',
      hint: 'there are node, connection, contact, alarm',
      exit: 2,
    });
    await expect(run('constructor')).rejects.toMatchObject({ exit: 2 });
  });

  it('does not print lines of JSON and a picture into the same stream', async () => {
    await expect(run('--json', '--mermaid')).rejects.toMatchObject({ code: 'usage', exit: 2 });
  });
});

async function run(...words: readonly string[]): Promise<MemoryHost> {
  const host = new MemoryHost();
  const command = new Command();
  machines(command, host);
  await command.parseAsync(words, { from: 'user' });
  return host;
}
