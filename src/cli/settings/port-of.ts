import { wrongUsage } from '../cli-error.ts';
import type { Resolved, ResolvedOptions, Source } from './resolve-options.ts';

export interface PortChoice {
  /** undefined: whichever is free. */
  readonly port: Resolved<number>;
  readonly labId: number | undefined;
}

/** A port and a lab id both say where to listen: what was said in the stronger place counts. */
export function portOf({
  id,
  port,
  basePort,
}: Pick<ResolvedOptions, 'id' | 'port' | 'basePort'>): PortChoice {
  const [idRank, portRank] = [strengthOf(id), strengthOf(port)];
  if (id.value === undefined || portRank > idRank) return { port, labId: undefined };
  if (portRank === idRank) {
    throw wrongUsage(
      `a lab id and a port both say where to listen (${id.source.name}, ${port.source.name})`,
      'give one of them',
    );
  }
  return { port: { value: basePort.value! + id.value, source: id.source }, labId: id.value };
}

/** Of the place that a value is from; -1 if it is from nowhere. */
export function strengthOf({ value, source }: Resolved<unknown>): number {
  return value === undefined ? -1 : ranks.indexOf(source.from);
}

const ranks: readonly Source['from'][] = ['default', 'file', 'environment', 'flag'];
