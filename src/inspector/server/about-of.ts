import { packageVersion } from '../../node/face/package-version.ts';
import { machines } from '../../node/running/machines.ts';
import type { About } from '../answers/about.ts';
import { shortened } from '../film/shortened.ts';
import type { TapeBeginning } from './tape-beginning.ts';

/** What is shown here, as its tape says: in no more words than there is room for. */
export function aboutOf(
  { path, source }: Pick<About, 'path' | 'source'>,
  { head, startedMs }: TapeBeginning,
  code: string,
): About {
  return {
    version: packageVersion(),
    source,
    path,
    node: shortened(head.node),
    name: textOf(head.config['name']),
    network: textOf(head.config['network']),
    run: shortened(head.run),
    startedMs: startedMs ?? 0,
    bodies: head.bodies,
    codeDiffers: head.code !== code,
    machines: Object.keys(machines),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? shortened(value) : '';
}
