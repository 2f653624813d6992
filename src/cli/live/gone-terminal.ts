import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Node.js puts a terminal's settings back when it exits, and aborts if the terminal has gone
 * meanwhile: the exit code would be that of a crash. What is closed by then is left alone.
 */
export function forgetGoneTerminals(): void {
  const terminals = STDIO.filter((file) => isatty(file));
  process.on('exit', () => {
    for (const file of terminals) if (!isatty(file)) close(file);
  });
}

const STDIO = [0, 1, 2] as const;

function close(file: number): void {
  try {
    closeSync(file);
  } catch {
    // Then it is closed already.
  }
}
