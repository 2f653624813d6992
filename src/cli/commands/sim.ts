import { join } from 'node:path';
import type { Command } from 'commander';
import type { OpenTape } from '../../sim/open-tape.ts';
import {
  runScenario,
  scenarioNamed,
  type Summary,
  UnknownScenario,
} from '../../sim/run-scenario.ts';
import { scenarios } from '../../sim/scenarios.ts';
import type { TapeError } from '../../trace/format/tape-error.ts';
import { exits, wrongUsage } from '../cli-error.ts';
import { folderPath } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { cannotRecord, openRecorder } from '../places/open-recorder.ts';
import { type CliEvent, type Lines, linesTo, type Output, outputFor } from '../output.ts';
import { plain } from '../words/paint.ts';
import { roomForTapes } from '../places/room-for-tapes.ts';
import { type SimulatedEvent, SimulationEvents } from '../simulation-events.ts';
import { SimulationInWords } from '../words/simulation-in-words.ts';

interface SimFlags {
  readonly seed: number | string;
  readonly trace?: string;
  readonly json?: boolean;
}

/** `peertape sim`: a story about a few nodes in virtual time, the same for the same seed. */
export function sim(command: Command, host: Host): void {
  command
    .argument('[name]', 'the scenario; without it, all there are')
    .option('--seed <seed>', 'where all its chance comes from; any text is a seed', seedOf, 1)
    .option('--trace <dir>', 'records each node into a new folder of its own in there', folderPath)
    .option('--json', 'one JSON object a line')
    .action((name: string | undefined, { seed, trace, json = false }: SimFlags) => {
      const lines = linesTo(host);
      if (name === undefined) return listScenarios(json, lines);
      const words = new SimulationInWords(plain);
      const output = outputFor<SimulatedEvent>(lines, json, (event) => words.lines(event));
      const { trespasses } = simulate({ name, seed, trace: trace ?? null, output });
      host.exitCode = trespasses.length === 0 ? exits.done : exits.failed;
    });
}

interface Run {
  readonly name: string;
  readonly seed: number | string;
  readonly trace: string | null;
  readonly output: Output<SimulatedEvent>;
}

function simulate({ name, seed, trace, output }: Run): Summary {
  const events = new SimulationEvents((event) => output.show(event));
  let broken: TapeError | null = null;
  const openTape: OpenTape = ({ name: tape, config, clock }) =>
    openRecorder({
      path: join(trace!, tape),
      config,
      clock,
      run: `${name} ${seed} ${tape}`,
      onBroken: (error) => (broken ??= error),
    });
  try {
    scenarioNamed(name);
    if (trace !== null) roomForTapes(trace);
    const setting = { seed, openTape: trace === null ? null : openTape, ...events.watcher };
    const summary = runScenario(name, setting);
    if (broken !== null) throw cannotRecord(trace!, broken);
    events.end(summary);
    return summary;
  } catch (error) {
    if (!(error instanceof UnknownScenario)) throw error;
    throw wrongUsage(`there is no scenario "${name}"`, `there are ${error.known.join(', ')}`);
  }
}

interface ScenarioEvent extends CliEvent {
  readonly event: 'scenario';
  readonly name: string;
  readonly shows: string;
}

function listScenarios(json: boolean, lines: Lines): void {
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  const output = outputFor<ScenarioEvent>(lines, json, ({ name, shows }) => [
    `${name.padEnd(widest)}  ${shows}`,
  ]);
  for (const { name, shows } of scenarios) {
    output.show({ event: 'scenario', at: Date.now(), name, shows });
  }
}

function seedOf(text: string): number | string {
  const number = Number(text);
  return String(number) === text && Number.isSafeInteger(number) ? number : text;
}
