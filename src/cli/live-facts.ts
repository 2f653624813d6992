import type { NodeFacts } from '../node/node-events.ts';
import type { Clock } from '../streams/clock.ts';
import type { NodeSettings } from './node-settings.ts';
import { version } from './version.ts';

/** What the events of a live node say of this process. */
export function liveFacts(
  { config, labId, trace }: NodeSettings,
  clock: Clock,
  commandId: (number: number) => string | number | undefined,
): NodeFacts {
  const lab = labId === undefined ? {} : { labId };
  const { pid } = process;
  return {
    config,
    clock,
    ...lab,
    version: version(),
    pid,
    tls: false,
    data: null,
    trace,
    commandId,
  };
}
