type Point = readonly [x: number, y: number];

const radius = 6;
const headLength = 7;
const headWidth = 4;

/** A line with round corners, which ends where its head begins. */
export function linePath(points: readonly Point[]): string {
  const ends = [...points.slice(0, -1), towards(points.at(-1)!, points.at(-2)!, headLength - 1)];
  const [start, ...rest] = ends;
  const corners = rest.slice(0, -1).map((corner, place) => {
    const [before, behind] = [ends[place]!, rest[place + 1]!];
    const room = Math.min(radius, distance(before, corner) / 2, distance(corner, behind) / 2);
    const [ax, ay] = towards(corner, before, room);
    const [bx, by] = towards(corner, behind, room);
    return `L${ax} ${ay}Q${corner[0]} ${corner[1]} ${bx} ${by}`;
  });
  const [x, y] = rest.at(-1)!;
  return `M${start![0]} ${start![1]}${corners.join('')}L${x} ${y}`;
}

/** The corners of the head, as an SVG polygon takes them. */
export function headPoints(points: readonly Point[]): string {
  const [tip, before] = [points.at(-1)!, points.at(-2)!];
  const [x, y] = towards(tip, before, headLength);
  const away = distance(tip, before);
  const [across, along] = [(tip[1] - before[1]) / away, (tip[0] - before[0]) / away];
  const side = (sign: number) => `${x + sign * headWidth * across},${y - sign * headWidth * along}`;
  return `${tip[0]},${tip[1]} ${side(1)} ${side(-1)}`;
}

/** So far from one point on the way to another. */
function towards([x, y]: Point, other: Point, far: number): Point {
  const part = far / distance([x, y], other);
  return [x + (other[0] - x) * part, y + (other[1] - y) * part];
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.max(Math.hypot(bx - ax, by - ay), 0.001);
}
