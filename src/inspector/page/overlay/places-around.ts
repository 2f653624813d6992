import { spreadAngles } from './spread-angles.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How far from the middle each ring is, as a part of the way to the edge. */
const rings = [0.4, 0.74, 0.98];
/** Between names, so that each can be read; and what these need at the edges. */
const apartPx = 19;
const edge = { x: 110, y: 26 };

/** Places for names on a ring around the middle. */
export function placesAround(
  names: readonly string[],
  ring: number,
  { width, height }: { readonly width: number; readonly height: number },
): Map<string, Place> {
  const across = Math.max(width / 2 - edge.x, 40) * rings[ring]!;
  const down = Math.max(height / 2 - edge.y, 40) * rings[ring]!;
  const angles = spreadAngles(names, apartPx / Math.min(across, down));
  return new Map(
    [...angles].map(([name, angle]) => [
      name,
      { x: width / 2 + across * Math.cos(angle), y: height / 2 + down * Math.sin(angle) },
    ]),
  );
}
