import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface ModuleProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly lines: readonly string[];
  /** The next line it says that was not taken yet. */
  line(): Promise<string>;
}

/**
 * A process of its own that runs a module on what was built; `prefix` is put before it by the shell.
 * In the module, `built` is where the built files are.
 */
export function runModule(text: string, prefix = ''): ModuleProcess {
  const built = new URL('../../dist/', import.meta.url).href;
  const module = `const built = ${JSON.stringify(built)};\n${text}`;
  const child = spawn(
    'sh',
    ['-c', `${prefix} exec "$0" --input-type=module -e "$1"`, process.execPath, module],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let taken = 0;
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    for (const wake of waiting.splice(0)) wake();
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    lines,
    async line() {
      while (lines.length <= taken) await new Promise<void>((resolve) => waiting.push(resolve));
      return lines[taken++] as string;
    },
  };
}
