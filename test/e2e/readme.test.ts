import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { firstFreePort } from '../../src/streams/first-free-port.ts';
import { ShellProcess } from '../support/shell-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** One ``` block: commands for a shell, a program, or what is typed and shown in somebody's terminal. */
interface Block {
  readonly language: string;
  readonly whose: string;
  readonly text: string;
}

const readme = readFileSync('README.md', 'utf8');
const ports = ['9001', '9002', '9003', '9004', '12345'];
/** What stands there for something that nobody can know before. */
const processThere = '4711';

it('README.md is true, command for command, as it stands (S0-51)', async () => {
  const reader = new Reader(cloneHere());
  const blocks = blocksIn(await withFreePorts(readme, ports));
  for (const block of blocks) await reader.follow(block);
  expect([...reader.terminals.keys()]).toEqual(['alice', 'bob', 'sam', 'carol', 'dave']);
  expect(blocks.map(({ language }) => language)).toContain('js');
});

it('README.md shows nothing in a block that is not tried, but its picture', () => {
  const kinds = [...readme.matchAll(/^```(.*)\n[^]*?^```$/gm)].map(([, kind]) => kind);
  expect(kinds.filter((kind) => kind === '')).toHaveLength(1);
  const texts = ['alice', 'bob', 'sam', 'carol', 'dave'].map((name) => `text ${name}`);
  expect(new Set(kinds)).toEqual(new Set(['', 'sh', 'js', ...texts]));
});

/** Goes through the page as somebody who types whatever it says. */
class Reader {
  readonly terminals = new Map<string, ShellProcess>();
  readonly #folder: string;
  /** null: nobody has told it yet, and nothing else must be killed in its place. */
  #pid: string | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async follow({ language, whose, text }: Block): Promise<void> {
    const lines = text.trimEnd().split('\n');
    if (language === 'sh') for (const line of lines) await this.#run(line);
    if (language === 'text')
      for (const line of lines) await this.#see(this.#terminalOf(whose), line);
    if (language === 'js') await this.#runProgram(text);
  }

  async #run(line: string): Promise<void> {
    if (line.includes(processThere) && this.#pid === null) throw new Error(`which one? ${line}`);
    const meant = line.replaceAll(processThere, this.#pid ?? '');
    const shell = new ShellProcess(meant, this.#folder);
    const [, name] = / --name (\w+)/.exec(line) ?? [];
    if (name === undefined) {
      expect(await shell.ended, `${line}\n${shell.shown}`).toBe(0);
      this.#pid = /^ +pid +(\d+)$/m.exec(shell.shown)?.[1] ?? this.#pid;
      return;
    }
    this.terminals.set(name, shell);
    await shell.line(/^listening on /m);
  }

  async #see(terminal: ShellProcess, line: string): Promise<void> {
    if (line.startsWith('> ')) terminal.type(line.slice(2));
    else await terminal.line(linesLike(line));
  }

  async #runProgram(text: string): Promise<void> {
    writeFileSync(join(this.#folder, 'hello.mjs'), text);
    const program = new ShellProcess('node hello.mjs', this.#folder);
    expect(await program.ended, program.shown).toBe(0);
    const inline = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words);
    expect(inline).toContain(program.shown.trimEnd());
  }

  #terminalOf(name: string): ShellProcess {
    const terminal = this.terminals.get(name);
    if (terminal === undefined) throw new Error(`nobody has started ${name} yet`);
    return terminal;
  }
}

/** A folder that is the clone for whoever types there, and keeps what the commands leave behind. */
function cloneHere(): string {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'scripts', 'dist']) {
    symlinkSync(resolve(name), join(folder, name));
  }
  return folder;
}

/** Below those that systems give to whoever asks for any. */
async function withFreePorts(page: string, ports: readonly string[]): Promise<string> {
  let text = page;
  let next = 20_000 + (process.pid % 10_000);
  for (const port of ports) {
    const free = (await firstFreePort('127.0.0.1', next))!;
    text = text.replaceAll(port, String(free));
    next = free + 1;
  }
  return text;
}

function blocksIn(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w*)(?: (\w+))?\n(.*?)^```$/gms)].map(
    ([, language = '', whose = '', text = '']) => ({ language, whose, text }),
  );
}

/** Ids, numbers and the width of columns are others each time, and … is anything. */
function linesLike(line: string): RegExp {
  const pattern = line
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/@[a-z2-7]{8}\b/g, '@ID')
    .replaceAll(/\d+/g, String.raw`\d+`)
    .replaceAll(/ +/g, ' +')
    .replaceAll('@ID', '@[a-z2-7]{8}')
    .replaceAll('…', '.*');
  return new RegExp(`^${pattern}$`, 'm');
}
