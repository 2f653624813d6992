import type { ClaimLine, OwnLine, PlacedPeer } from './overlay-layout.ts';
import type { Place } from './places-around.ts';

interface ClaimsProps {
  readonly claims: readonly ClaimLine[];
  readonly middle: Place;
  readonly pointed: string | null;
}

/** Links between others: one path for all of them, as there can be a thousand, and one for those of whom is pointed at. */
export function Claims({ claims, middle, pointed }: ClaimsProps) {
  const lit = claims.filter(({ from, to }) => from.id === pointed || to.id === pointed);
  return (
    <>
      <path
        class="claim"
        d={pathOf(claims, middle)}
        style={{ '--faint': faintness(claims.length) }}
      />
      {lit.length > 0 && <path class="claim is-lit" d={pathOf(lit, middle)} />}
    </>
  );
}

/** The more there are, the less each is seen, or all would be one surface. */
function faintness(lines: number): number {
  return Math.min(0.6, Math.max(0.12, 60 / Math.max(lines, 1)));
}

interface OwnLinesProps {
  readonly links: readonly OwnLine[];
  readonly self: Place;
  readonly pointed: string | null;
}

export function OwnLines({ links, self, pointed }: OwnLinesProps) {
  return (
    <>
      {links.map(({ to, kind }) => (
        <line
          key={to.id}
          class={`own-line is-${kind} ${to.id === pointed ? 'is-lit' : ''}`}
          x1={self.x}
          y1={self.y}
          x2={to.x}
          y2={to.y}
        />
      ))}
    </>
  );
}

/** They bend a little towards the middle, so that those along a ring do not run through all that stand between. */
function pathOf(claims: readonly ClaimLine[], middle: Place): string {
  return claims
    .map(({ from, to }) => `M${at(from)}Q${at(between(from, to, middle))} ${at(to)}`)
    .join('');
}

function between(from: PlacedPeer, to: PlacedPeer, middle: Place): Place {
  return {
    x: ((from.x + to.x) / 2) * 0.75 + middle.x * 0.25,
    y: ((from.y + to.y) / 2) * 0.75 + middle.y * 0.25,
  };
}

function at({ x, y }: Place): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
