/** Where things stand in the diagram, in pixels. */
export const rowHeight = 24;

/** Beside the times. */
export const ownX = 112;
const firstLaneX = 262;
const laneWidth = 144;
/** What the words of the last lane need. */
const behindLast = 260;

export function laneX(lane: number): number {
  return firstLaneX + lane * laneWidth;
}

export function widthOf(lanes: number): number {
  return laneX(Math.max(lanes - 1, 0)) + behindLast;
}

/** How far sideways the diagram is to be, so that a lane can be seen: as it is, if it can be. */
export function scrolledTo(
  lane: number,
  { scrollLeft, clientWidth }: { readonly scrollLeft: number; readonly clientWidth: number },
): number {
  const x = laneX(lane);
  if (x + laneWidth > scrollLeft + clientWidth) return x + laneWidth - clientWidth;
  return x - laneWidth < scrollLeft ? Math.max(x - laneWidth * 2, 0) : scrollLeft;
}
