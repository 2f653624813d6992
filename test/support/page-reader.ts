import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { firstFreePort } from '../../src/streams/first-free-port.ts';
import { ShellProcess } from './shell-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** One ``` block: commands for a shell, a program, or what is typed and shown in somebody's terminal. */
interface Block {
  readonly language: string;
  readonly whose: string;
  readonly text: string;
}

/** What stands in pages for something that nobody can know before. */
const processThere = '4711';

/** Goes through a page as somebody who types whatever it says. */
export class PageReader {
  readonly terminals = new Map<string, ShellProcess>();
  /** What programs have said. */
  readonly shown: string[] = [];
  readonly #page: string;
  readonly #folder = cloneHere();
  /** null: nobody has told it yet, and nothing else must be killed in its place. */
  #pid: string | null = null;

  private constructor(page: string) {
    this.#page = page;
  }

  /** For the ports in it, others are taken that are free. */
  static async of(path: string, ports: readonly string[]): Promise<PageReader> {
    return new PageReader(await withFreePorts(readFileSync(path, 'utf8'), ports));
  }

  /** Each block as it begins: what it is, and whose. */
  get kinds(): readonly string[] {
    return [...this.#page.matchAll(/^```(.*)\n[^]*?^```$/gm)].map(([, kind = '']) => kind);
  }

  async followAll(): Promise<void> {
    for (const block of blocksIn(this.#page)) await this.#follow(block);
  }

  async #follow({ language, whose, text }: Block): Promise<void> {
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
    if (/ -- inspect\b/.test(line)) {
      await shell.line(/^the page is at http:/m);
      return;
    }
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
    this.shown.push(program.shown.trimEnd());
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
  const free = new Map<string, number>();
  let next = 20_000 + 16 * (process.pid % 780);
  for (const port of ports) {
    free.set(port, (await firstFreePort('127.0.0.1', next))!);
    next = free.get(port)! + 1;
  }
  return page.replaceAll(/\d+/g, (digits) => String(free.get(digits) ?? digits));
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
