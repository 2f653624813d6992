import { CliProcess, startNode } from './cli-process.ts';

export interface Witnesses {
  /** Tells programs what it sees. */
  readonly alice: CliProcess & { readonly port: string };
  /** Tells people. */
  readonly ann: CliProcess & { readonly port: string };
  /** With these words a node stays connected to both. */
  readonly both: readonly string[];
}

/** Two nodes that look on while somebody else is unlucky. */
export async function witnesses(...words: string[]): Promise<Witnesses> {
  const ann = new CliProcess('node', '--insecure', '--port', '0', '--name', 'ann', ...words);
  const [alice, [, port = '']] = await Promise.all([
    startNode('--name', 'alice', ...words),
    ann.line(/^listening on 127\.0\.0\.1:(\d+) /m),
  ]);
  return {
    alice,
    ann: Object.assign(ann, { port }),
    both: ['--connect', alice.port, '--connect', port],
  };
}
