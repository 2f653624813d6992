import { join } from 'node:path';
import { build } from 'rolldown';
import { root } from '../../scripts/prepare.mjs';

/** A script for a browser, with the packages that it imports. */
export async function bundled(script: string): Promise<string> {
  const entry = join(root, 'test/browser/entry.js');
  const { output } = await build({
    input: entry,
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    output: { format: 'esm' },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? script : null),
      },
    ],
  });
  return output[0].code;
}
