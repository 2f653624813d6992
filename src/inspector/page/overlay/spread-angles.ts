/**
 * Angles on a ring, for names: each name has its own, which does not depend on who else is there, and those that
 * would stand too near to each other are moved apart only as far as they must. So a picture stays
 * what it was when somebody comes or goes.
 */
export function spreadAngles(names: readonly string[], leastApart: number): Map<string, number> {
  const sorted = names
    .map((name) => ({ name, angle: ownAngle(name) }))
    .sort((one, other) => one.angle - other.angle || (one.name < other.name ? -1 : 1));
  const apart = Math.min(leastApart, whole / Math.max(sorted.length, 1));
  const angles = movedApart(
    sorted.map(({ angle }) => angle),
    apart,
  );
  return new Map(sorted.map(({ name }, place) => [name, angles[place]!]));
}

const whole = 2 * Math.PI;
const roundsMax = 60;

function movedApart(wanted: readonly number[], apart: number): number[] {
  let angles = [...wanted];
  for (let round = 0; round < roundsMax; round += 1) {
    const moved = pushed(angles, apart);
    if (moved === null) return angles;
    angles = moved;
  }
  return isApart(angles, apart)
    ? angles
    : angles.map((_, place) => angles[0]! + place * (whole / angles.length));
}

/** Each pair that is too near moves half as far as it lacks; null: there is none. */
function pushed(angles: readonly number[], apart: number): number[] | null {
  const next = [...angles];
  let any = false;
  for (const place of angles.keys()) {
    const lack = apart - gapBehind(angles, place);
    if (angles.length < 2 || lack <= tolerance) continue;
    any = true;
    next[place]! -= lack / 2;
    next[(place + 1) % angles.length]! += lack / 2;
  }
  return any ? next : null;
}

const tolerance = 0.002;

function gapBehind(angles: readonly number[], place: number): number {
  const isLast = place === angles.length - 1;
  return angles[(place + 1) % angles.length]! + (isLast ? whole : 0) - angles[place]!;
}

function isApart(angles: readonly number[], apart: number): boolean {
  return angles.every((_, place) => gapBehind(angles, place) >= apart * 0.7);
}

/** FNV-1a over its letters: near names lie far from each other. */
function ownAngle(name: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let place = 0; place < name.length; place += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01_00_01_93);
  }
  hash ^= hash >>> 15;
  return ((hash >>> 0) / 2 ** 32) * whole;
}
