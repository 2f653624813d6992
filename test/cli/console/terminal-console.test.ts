import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/cli/console/complete-line.ts';
import { TerminalConsole } from '../../../src/cli/console/terminal-console.ts';
import { Screen } from '../../support/screen.ts';

const opened: TerminalConsole[] = [];

afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close();
});

describe('a terminal (S0-01, S0-24, S0-64)', () => {
  it('shows an incoming line above what is typed, which stays as it is', async () => {
    const { terminal, screen, type } = open();
    await type('send bob hel');
    terminal.out('alice: hi');
    expect(screen.lines).toEqual(['alice: hi', '> send bob hel']);
    expect(screen.cursor).toEqual({ row: 1, column: 14 });
    await type('lo');
    expect(screen.lines).toEqual(['alice: hi', '> send bob hello']);
  });

  it('keeps a typed line of several rows whole, wherever the cursor stands in it', async () => {
    const { terminal, screen, type } = open(20);
    await type('send bob one two three four five');
    terminal.out('alice: first');
    await type(LEFT.repeat(20));
    terminal.out('alice: second, which is long itself');
    terminal.out('alice: third');
    expect(screen.lines).toEqual([
      'alice: first',
      'alice: second, which',
      ' is long itself',
      'alice: third',
      '> send bob one two t',
      'hree four five',
    ]);
    await type('X');
    expect(screen.lines.slice(-2)).toEqual(['> send bob oneX two', 'three four five']);
  });

  it('is not stopped by Ctrl-Z, which would cost the node its peers, and says so', async () => {
    const { screen, type } = open();
    await type('send bob hel\x1a');
    expect(screen.lines).toEqual([
      'a node cannot be paused: Ctrl-C leaves, and --no-console with & runs it aside',
      '> send bob hel',
    ]);
  });

  it('hands over lines, and prompts again', async () => {
    const { screen, type, heard } = open();
    await type('peers\r');
    expect(heard).toEqual(['line peers']);
    expect(screen.lines).toEqual(['> peers', '>']);
  });

  it('remembers what was typed', async () => {
    const { screen, type } = open();
    await type('connect 9002\r');
    await type(UP);
    expect(screen.lines).toEqual(['> connect 9002', '> connect 9002']);
  });

  it('completes commands and peers', async () => {
    const { screen, type } = open();
    await type('con\t');
    expect(screen.lines).toEqual(['> connect']);
    await type('b\t');
    expect(screen.lines).toEqual(['> connect bob']);
  });

  it('tells Ctrl-C from Ctrl-D', async () => {
    const { type, heard } = open();
    await type('\u0003');
    await type('\u0004');
    expect(heard).toEqual(['interrupt', 'end']);
  });

  it('leaves no prompt behind, and prints on without one', async () => {
    const { terminal, screen, type, heard } = open();
    await type('half a line');
    terminal.close();
    terminal.out('stopped');
    expect(screen.lines).toEqual(['stopped', '']);
    expect(heard).toEqual([]);
  });
});

const LEFT = '\u001b[D';
const UP = '\u001b[A';

function open(columns = 80) {
  const stdin = new PassThrough();
  const screen = new Screen(columns);
  const terminal = new TerminalConsole({ stdin, stdout: screen });
  const heard: string[] = [];
  opened.push(terminal);
  terminal.listen({
    complete: (line) => completeLine(line, () => [{ peer: 'b'.repeat(52), name: 'bob' }]),
    onLine: (line) => heard.push(`line ${line}`),
    onEnd: () => heard.push('end'),
    onInterrupt: () => heard.push('interrupt'),
  });
  const type = async (keys: string) => {
    stdin.write(keys);
    await setImmediate();
  };
  return { terminal, screen, type, heard };
}
