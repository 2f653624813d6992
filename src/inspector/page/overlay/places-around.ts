import { spreadAngles } from './spread-angles.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How far from the middle each ring is, as a part of the way to the edge, and how broad it may become. */
const rings = [
  { at: 0.46, broad: 0.16 },
  { at: 0.76, broad: 0.18 },
  { at: 0.98, broad: 0.06 },
];
/** Where more stand on a ring, it becomes several. */
const namesPerTrack = 48;
const tracksMax = 3;
/** Between names, so that each can be read; and what these need at the edges. */
const apartPx = 19;
const edge = { x: 96, y: 24 };

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Places for names on a ring around the middle. */
export function placesAround(
  names: readonly string[],
  ring: number,
  room: Room,
): Map<string, Place> {
  const tracks = names.length > namesPerTrack ? tracksMax : 1;
  const { at, broad } = rings[ring]!;
  const places = new Map<string, Place>();
  for (let track = 0; track < tracks; track += 1) {
    const own = names.filter((name) => lettersOf(name) % tracks === track);
    const away = tracks === 1 ? at : at + broad * (track / (tracks - 1) - 0.5);
    for (const [name, place] of onEllipse(own, away, room)) places.set(name, place);
  }
  return places;
}

function onEllipse(
  names: readonly string[],
  away: number,
  { width, height }: Room,
): [string, Place][] {
  const across = Math.max(width / 2 - edge.x, 40) * away;
  const down = Math.max(height / 2 - edge.y, 40) * away;
  return [...spreadAngles(names, apartPx / Math.min(across, down))].map(([name, angle]) => [
    name,
    { x: width / 2 + across * Math.cos(angle), y: height / 2 + down * Math.sin(angle) },
  ]);
}

/** Says nothing of anybody but themselves, so that who stands where does not change with who is there. */
function lettersOf(name: string): number {
  let sum = 0;
  for (let place = 0; place < name.length; place += 1) sum += name.charCodeAt(place);
  return sum;
}
