import type { FaultPlace, Report } from '../../protocol/effects.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/** How far something has come, and over whom, where it did not come over one link. */
export interface MessageWay {
  readonly hops: number;
  readonly path?: readonly PeerId[];
}

export function wayOver(path: readonly PeerId[]): MessageWay {
  return path.length === 0 ? { hops: 1 } : { hops: path.length + 1, path };
}

export function placeOf({
  where,
  hops,
}: Pick<Extract<Report, { readonly event: 'undelivered' }>, 'where' | 'hops'>): FaultPlace {
  return { ...(where === null ? {} : { where }), ...(hops === null ? {} : { hops }) };
}
