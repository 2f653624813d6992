import { type PureNode, running } from './pure-node.ts';

/** A node to which so many come that each of them has an actor; only the last hundred of them stay. */
export function crowdedLife(actors: number): PureNode {
  const node: PureNode = running();
  for (let number = 1; number <= actors; number += 1) {
    const link = `i${number}`;
    const address = `10.${number >> 8}.${number & 255}.1:5`;
    node.take({ type: 'link.accepted', link, address });
    node.take({ type: 'link.secured', link, peer: null });
    if (number <= actors - STAYING) node.take({ type: 'link.closed', link, code: 'reset' });
  }
  return node;
}

const STAYING = 100;
