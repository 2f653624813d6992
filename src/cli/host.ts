import type { Readable, Writable } from 'node:stream';

/** The process as a command sees it. */
export interface Host {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it is programs that read what is printed, wherever that was said. */
  json: boolean;
  /** Where the run is recorded, for whoever has to say so when nothing else can be said. */
  tape: string | null;
  /** What the process will end with. */
  exitCode: number;
}

export type Terminal = Writable & { readonly isTTY?: boolean };
