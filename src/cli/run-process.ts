import { setFlagsFromString } from 'node:v8';
import { consoleCommands } from './console/console-commands.ts';
import { forgetGoneTerminals } from './live/gone-terminal.ts';
import type { Host } from './host.ts';
import { fail, type ListedCommand, runCli } from './run-cli.ts';

/** A process of the command line, from its words to its exit code. */
export async function runProcess(words: readonly string[]): Promise<void> {
  // V8 would move what a batch turn allocates to the old generation, which doubles the cost of the turn.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // A reader that has gone away, as with `| head`, is no fault of anybody's, nor is a closed window.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  forgetGoneTerminals();
  process.on('uncaughtException', (error) => {
    fail(error, host);
    process.exit(host.exitCode);
  });
  await runCli(words, commands, host);
  process.exitCode = host.exitCode;
  setTimeout(() => process.exit(), GRACE_MS).unref();
}

/** Whatever still runs when a command is done is cut short. */
const GRACE_MS = 1_000;

const commands: readonly ListedCommand[] = [
  {
    name: 'node',
    summary: 'a live node with its console',
    load: async () => (await import('./commands/node.ts')).node,
  },
  {
    name: 'seed',
    summary: 'a node that tells others who is there',
    load: async () => (await import('./commands/seed.ts')).seed,
  },
  {
    name: 'seeds',
    summary: 'several of these in one terminal',
    load: async () => (await import('./commands/seeds.ts')).seeds,
  },
  {
    name: 'demo',
    summary: 'a few nodes that chat in one terminal',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'id',
    summary: 'who the node of a data folder is',
    load: async () => (await import('./commands/id.ts')).id,
  },
  {
    name: 'key',
    summary: 'makes the key of a network',
    load: async () => (await import('./commands/key.ts')).key,
  },
  {
    name: 'sim',
    summary: 'a few nodes in virtual time, the same for the same seed',
    load: async () => (await import('./commands/sim.ts')).sim,
  },
  {
    name: 'replay',
    summary: 'runs a trace again, and tells whether the code still does the same',
    load: async () => (await import('./commands/replay.ts')).replay,
  },
  {
    name: 'trace',
    summary: 'looks into a trace',
    load: async () => (await import('./commands/trace.ts')).trace,
  },
  {
    name: 'machines',
    summary: 'the statecharts a node is made of',
    load: async () => (await import('./commands/machines.ts')).machines,
  },
  {
    name: 'inspect',
    summary: 'shows a trace, or a node that runs, on a local page',
    load: async () => (await import('./commands/inspect.ts')).inspect,
  },
  {
    name: 'codes',
    summary: 'why anything closes, is refused or fails',
    load: async () => (await import('./commands/codes.ts')).codes,
  },
  ...saidToRunningNodes(),
];

/** What can be said at a console can be said from outside, where no command has that name already. */
function saidToRunningNodes(): readonly ListedCommand[] {
  const said = consoleCommands.filter(({ words: [word] }) => word !== 'help' && word !== 'trace');
  return said.map(({ words: [word], help }) => ({
    name: word,
    summary: help,
    group: 'Said to a node that runs:',
    load: async () => (await import('./commands/control.ts')).control(word),
  }));
}

const host: Host = {
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  json: false,
  tape: null,
  exitCode: 0,
};
