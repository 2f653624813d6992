import type { LinkCode } from '../../src/protocol/inputs.ts';

/** A link between two nodes, as a value: what is on its way to either end waits there in its order. */
export interface PairLink {
  /** The dialling end, then the accepting one. */
  readonly ends: readonly [End, End];
  /** Beyond a black hole nothing arrives, and beyond a reset it comes back as one. */
  readonly broken: 'black hole' | 'reset' | null;
}

export interface End {
  readonly node: number;
  /** As its node calls it; null until the node has accepted it. */
  readonly name: string | null;
  readonly inbox: readonly Arriving[];
  readonly hasEnded: boolean;
  readonly hasHeardTheEnd: boolean;
  readonly isClosed: boolean;
}

export type Arriving =
  | { readonly type: 'met' | 'ended' }
  | { readonly type: 'closed'; readonly code: LinkCode }
  | { readonly type: 'bytes'; readonly chunk: Uint8Array };

interface HasLinks {
  readonly links: readonly PairLink[];
}

export function send<P extends HasLinks>(
  pair: P,
  node: number,
  name: string,
  arriving: Arriving,
): P {
  return onEnd(pair, node, name, (link, side) => {
    const { ends, broken } = pair.links[link]!;
    const other = side === 0 ? 1 : 0;
    if (broken === 'black hole' || ends[side].hasEnded) return pair;
    if (broken === 'reset') return reset(pair, link, side);
    if (ends[other].isClosed) return pair;
    return changeEnd(pair, link, other, (end) => ({ ...end, inbox: [...end.inbox, arriving] }));
  });
}

export function end<P extends HasLinks>(pair: P, node: number, name: string): P {
  const sent = send(pair, node, name, { type: 'ended' });
  return onEnd(sent, node, name, (link, side) => {
    const ended = changeEnd(sent, link, side, (one) => ({ ...one, hasEnded: true }));
    return closeIfBothEnded(ended, link, side);
  });
}

/** The other side sees a reset, after what was on its way. */
export function close<P extends HasLinks>(pair: P, node: number, name: string): P {
  return onEnd(pair, node, name, (link, side) => {
    const closed = changeEnd(pair, link, side, (one) => ({ ...one, isClosed: true, inbox: [] }));
    return reset(closed, link, side === 0 ? 1 : 0);
  });
}

function reset<P extends HasLinks>(pair: P, link: number, side: 0 | 1): P {
  return changeEnd(pair, link, side, (one) => {
    const isOver = one.isClosed || one.inbox.some(({ type }) => type === 'closed');
    return isOver ? one : { ...one, inbox: [...one.inbox, { type: 'closed', code: 'reset' }] };
  });
}

export function closeIfBothEnded<P extends HasLinks>(pair: P, link: number, side: 0 | 1): P {
  return changeEnd(pair, link, side, (one) => {
    if (!one.hasEnded || !one.hasHeardTheEnd || one.isClosed) return one;
    return { ...one, inbox: [{ type: 'closed', code: 'ended' }] };
  });
}

function onEnd<P extends HasLinks>(
  pair: P,
  node: number,
  name: string,
  change: (link: number, side: 0 | 1) => P,
): P {
  for (const [link, { ends }] of pair.links.entries()) {
    for (const side of [0, 1] as const) {
      const { node: owner, name: called, isClosed } = ends[side];
      if (owner === node && called === name) return isClosed ? pair : change(link, side);
    }
  }
  return pair;
}

export function changeEnd<P extends HasLinks>(
  pair: P,
  link: number,
  side: 0 | 1,
  change: (end: End) => End,
): P {
  const { ends, broken } = pair.links[link]!;
  const changed = ends.with(side, change(ends[side])) as unknown as [End, End];
  return { ...pair, links: pair.links.with(link, { ends: changed, broken }) };
}
