import { describe, expect, it } from 'vitest';
import { CliError, exits } from '../../src/cli/cli-error.ts';
import { codes } from '../../src/cli/commands/codes.ts';
import { wholeNumber } from '../../src/cli/flag-values.ts';
import { type ListedCommand, runCli } from '../../src/cli/run-cli.ts';
import { closeCodes } from '../../src/protocol/close-codes.ts';
import { MemoryHost } from '../support/memory-host.ts';

const commands: readonly ListedCommand[] = [
  { name: 'codes', summary: 'the codes', load: async () => codes },
  {
    name: 'node',
    summary: 'a node',
    load: async () => (command, host) => {
      command
        .argument('[id]')
        .option('--name <name>')
        .action((id = 'none', { name = 'none' }: { name?: string }) => {
          host.stdout.write(`a node, id ${id}, name ${name}\n`);
        });
    },
  },
  {
    name: 'fail',
    summary: 'fails as it is told',
    load: async () => (command) => {
      command
        .option('--json')
        .option('--times <n>', 'how often', wholeNumber(1, 9))
        .argument('[how]')
        .argument('[many]', 'how many', wholeNumber(1, 9))
        .action((how) => {
          if (how === 'ours') throw new TypeError('x is not a function\nof anybody');
          throw new CliError('the port is busy', {
            code: 'port-busy',
            hint: 'choose another',
            exit: exits.failed,
          });
        });
    },
  },
  {
    name: 'group',
    summary: 'has commands of its own',
    load: async () => (command) => void command.command('one').action(() => {}),
  },
  {
    name: 'both',
    summary: 'does something, and has commands of its own',
    load: async () => (command, host) => {
      command
        .enablePositionalOptions()
        .option('--json')
        .action(() => {});
      command
        .command('show')
        .argument('<what>')
        .option('--json')
        .action((what, { json = false }) => void host.stdout.write(`${what} ${json}\n`));
    },
  },
  {
    name: 'say',
    summary: 'says it',
    load: async () => (command) => void command.argument('<text...>').action(() => {}),
  },
  {
    name: 'asleep',
    summary: 'must not be woken',
    load: () => Promise.reject(new Error('it was loaded')),
  },
];

describe('the command line', () => {
  it('prints the registry of codes, one a line', async () => {
    const { events, exitCode } = await run('codes', '--json');
    expect(exitCode).toBe(0);
    expect(events).toEqual(
      Object.entries(closeCodes).map(([code, { meaning, by }]) => ({
        event: 'code',
        at: expect.any(Number),
        code,
        meaning,
        by,
      })),
    );
    const { out } = await run('codes');
    expect(out.split('\n')).toHaveLength(Object.keys(closeCodes).length + 1);
    expect(out).toMatch(/^quit +the node stopped \(by us or peer\)\n/);
  });

  it('tells its version and its commands without loading any', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run('--help')).out).toMatch(/asleep +must not be woken/);
    expect((await run('help', 'codes')).out).toMatch(/^Usage: peertape codes/);
  });

  it('runs a node where no command is named (S0-11)', async () => {
    expect((await run()).out).toBe('a node, id none, name none\n');
    expect((await run('3')).out).toBe('a node, id 3, name none\n');
    expect((await run('--name', 'codes')).out).toBe('a node, id none, name codes\n');
    expect((await run('node', '3', '--name', 'bob')).out).toBe('a node, id 3, name bob\n');
  });

  it.each([
    [['cods'], "peertape: unknown command 'cods' (did you mean codes?)\n"],
    [['codes', '--jsn'], "peertape: unknown option '--jsn' (did you mean --json?)\n"],
    [['codes', '-x'], "peertape: unknown option '-x' (peertape codes --help tells more)\n"],
    [['codes', 'all'], "peertape: 'codes' takes no arguments (peertape codes --help tells more)\n"],
    [['group'], 'peertape: a command is missing (peertape group --help tells more)\n'],
    [['group', 'one', '-x'], /^peertape: .* \(peertape group one --help tells more\)\n$/],
    [
      ['fail', '--times', 'x'],
      "peertape: --times must be a whole number from 1 to 9, and 'x' is not (peertape fail --help tells more)\n",
    ],
    [
      ['fail', '--times'],
      "peertape: a value is missing: '--times <n>' (peertape fail --help tells more)\n",
    ],
    [
      ['fail', 'ours', '\u001b[31m0'],
      "peertape: argument 'many' must be a whole number from 1 to 9, and '␛[31m0' is not (peertape fail --help tells more)\n",
    ],
    [['both', 'shwo', '-x'], "peertape: unknown option '-x' (peertape both --help tells more)\n"],
    [['both', 'shwo'], "peertape: unknown command 'shwo' (did you mean show?)\n"],
    [['both', 'other'], "peertape: unknown command 'other' (peertape both --help tells more)\n"],
    [
      ['--name', 'x', 'fail', 'ours'],
      'peertape: a command stands before its flags (peertape fail ours --name x)\n',
    ],
    [
      ['say', 'it', '-x'],
      'peertape: unknown option \'-x\' (a text that begins with "-" stands behind --; peertape say --help tells more)\n',
    ],
    [['\u001b[31m'], "peertape: unknown command '␛[31m' (peertape --help tells more)\n"],
  ])('says in one line what is wrong with %j, and exits with 2', async (words, err) => {
    const host = await run(...words);
    expect([host.out, host.exitCode]).toEqual(['', 2]);
    expect(host.err).toEqual(typeof err === 'string' ? err : expect.stringMatching(err));
  });

  it('gives a command what stands behind it, whoever else would take it', async () => {
    expect((await run('both', 'show', 'it', '--json')).out).toBe('it true\n');
  });

  it('exits as an error wants it, with its hint', async () => {
    const host = await run('fail');
    expect([host.out, host.err, host.exitCode]).toEqual([
      '',
      'peertape: the port is busy (choose another)\n',
      1,
    ]);
  });

  it('says so in JSON where JSON was asked for', async () => {
    const { events, err, exitCode } = await run('fail', '--json');
    expect([err, exitCode]).toEqual(['', 1]);
    expect(events).toEqual([
      {
        event: 'error',
        at: expect.any(Number),
        code: 'port-busy',
        text: 'the port is busy',
        hint: 'choose another',
        fatal: true,
      },
    ]);
  });

  it('owns up to faults of its own in one line, without a stack', async () => {
    const host = await run('fail', 'ours');
    expect([host.out, host.err, host.exitCode]).toEqual([
      '',
      'peertape: this is a fault of peertape, not yours: x is not a function ' +
        '(run it again with --trace DIR to have it on tape, and send us that)\n',
      1,
    ]);
  });
});

async function run(...words: string[]): Promise<MemoryHost> {
  const host = new MemoryHost();
  await runCli(words, commands, host);
  return host;
}
