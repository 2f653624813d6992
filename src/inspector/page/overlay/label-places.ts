import type { DrawnPeer } from './drawn-peers.ts';
import { nameOf, peerRadii, shortened } from './peer-words.ts';
import type { Place, Room } from './places-around.ts';

/** Where a name stands: at the start, in the middle or at the end of it. */
export interface LabelPlace extends Place {
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const letterPx = 6.8;
const linePx = 14;

/**
 * Places for names, such that none hides another or a peer: each stands on the side away from the middle, or else above,
 * below or on the other side. Where there is no room, it is told only when somebody asks. Those that come first choose first.
 */
export function labelPlaces(
  peers: readonly (DrawnPeer & Place)[],
  { width, height }: Room,
): Map<string, LabelPlace> {
  const taken = [selfIn(width / 2, height / 2), ...peers.map(dotOf)];
  const places = new Map<string, LabelPlace>();
  for (const peer of peers) {
    const letters = Array.from(shortened(nameOf(peer))).length;
    const found = waysFor(peer, width / 2, height / 2)
      .map((place) => ({ place, box: boxOf(place, letters * letterPx) }))
      .find(({ box }) => isWithin(box, width, height) && !taken.some((other) => meet(box, other)));
    if (found === undefined) continue;
    taken.push(found.box);
    places.set(peer.id, found.place);
  }
  return places;
}

/** Where the name of somebody stands if nothing else counts. */
export function sideWay({ x, y, kind }: DrawnPeer & Place, middleX: number): LabelPlace {
  const away = peerRadii[kind] + 6;
  return x < middleX ? { x: x - away, y, anchor: 'end' } : { x: x + away, y, anchor: 'start' };
}

function waysFor(peer: DrawnPeer & Place, middleX: number, middleY: number): LabelPlace[] {
  const { x, y, kind } = peer;
  const away = peerRadii[kind] + 10;
  const outer: LabelPlace = { x, y: y < middleY ? y - away : y + away, anchor: 'middle' };
  const other = sideWay(peer, x < middleX ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return [sideWay(peer, middleX), outer, other];
}

function boxOf({ x, y, anchor }: LabelPlace, width: number): Rectangle {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - linePx / 2, bottom: y + linePx / 2 };
}

function dotOf({ x, y, kind }: DrawnPeer & Place): Rectangle {
  const radius = peerRadii[kind];
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/** This node, with its name below. */
function selfIn(x: number, y: number): Rectangle {
  return { left: x - 30, right: x + 30, top: y - 16, bottom: y + 36 };
}

function isWithin({ left, right, top, bottom }: Rectangle, width: number, height: number): boolean {
  return left >= 0 && right <= width && top >= 0 && bottom <= height;
}

function meet(one: Rectangle, other: Rectangle): boolean {
  const beside = one.right <= other.left || other.right <= one.left;
  return !beside && one.top < other.bottom && other.top < one.bottom;
}
