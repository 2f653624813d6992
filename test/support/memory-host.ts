import { PassThrough } from 'node:stream';
import type { Host } from '../../src/cli/host.ts';

/** A process without a process: what is printed is kept. */
export class MemoryHost implements Host {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly env: Record<string, string> = {};
  json = false;
  tape: string | null = null;
  exitCode = 0;

  get out(): string {
    return textIn(this.stdout);
  }

  get err(): string {
    return textIn(this.stderr);
  }

  get events(): readonly Record<string, unknown>[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
}

const texts = new WeakMap<PassThrough, string>();

function textIn(stream: PassThrough): string {
  const text = (texts.get(stream) ?? '') + (stream.read()?.toString() ?? '');
  texts.set(stream, text);
  return text;
}
