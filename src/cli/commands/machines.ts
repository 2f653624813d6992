import type { Command } from 'commander';
import { chartOf } from '../../inspector/charts/chart-of.ts';
import { type MachineConfig, machineConfig } from '../../inspector/charts/machine-config.ts';
import { mermaidOf } from '../../inspector/charts/mermaid-of.ts';
import { outlineOf } from '../../inspector/charts/outline-of.ts';
import { machines as all } from '../../node/running/machines.ts';
import { wrongUsage } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';

interface MachineEvent extends CliEvent {
  readonly event: 'machine';
  readonly machine: string;
  readonly config: MachineConfig;
}

interface MachinesFlags {
  readonly json?: boolean;
  readonly mermaid?: boolean;
}

/** `peertape machines`: what a node is made of, to read, to draw, and to open elsewhere. */
export function machines(command: Command, host: Host): void {
  command
    .argument('[name]', `one of ${Object.keys(all).join(', ')}; all of them if none is named`)
    .option('--json', 'one JSON object a line: each with what createMachine of XState takes')
    .option('--mermaid', 'a Mermaid diagram; of all machines, Markdown with one of each')
    .action((name: string | undefined, { json = false, mermaid = false }: MachinesFlags) => {
      if (json && mermaid) throw wrongUsage('--json and --mermaid do not go together');
      const names = named(name);
      const inWords = ({ machine }: MachineEvent) =>
        mermaid ? drawn(machine, name === undefined) : outlined(machine, machine !== names.at(-1));
      const output = outputFor<MachineEvent>(linesTo(host), json, inWords);
      const at = Date.now();
      for (const machine of names)
        output.show({ event: 'machine', at, machine, config: machineConfig(all[machine]!) });
    });
}

function named(name: string | undefined): readonly string[] {
  if (name === undefined) return Object.keys(all);
  if (Object.hasOwn(all, name)) return [name];
  throw wrongUsage(
    `there is no machine called “${name}”`,
    `there are ${Object.keys(all).join(', ')}`,
  );
}

function outlined(machine: string, isBeforeAnother: boolean): readonly string[] {
  return [...outlineOf(chartOf(all[machine]!)), ...(isBeforeAnother ? [''] : [])];
}

/** Mermaid has one diagram in a file, and Markdown any number. */
function drawn(machine: string, isOneOfAll: boolean): readonly string[] {
  const diagram = mermaidOf(chartOf(all[machine]!));
  return isOneOfAll ? [`## ${machine}`, '', '```mermaid', ...diagram, '```', ''] : diagram;
}
