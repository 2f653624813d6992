/** How wide the columns at both sides are in pixels, and which part of the right one is the turn’s; null: as designed. */
export interface PaneSizes {
  readonly left: number | null;
  readonly right: number | null;
  readonly turn: number | null;
}

export type PaneSize = keyof PaneSizes;

/** How small and how large each may be. */
export const paneLimits: Readonly<Record<PaneSize, readonly [min: number, max: number]>> = {
  left: [200, 560],
  right: [280, 960],
  turn: [0.15, 0.85],
};

const asDesigned: PaneSizes = { left: null, right: null, turn: null };

/** Whatever does not make sense counts as not kept. */
export function sizesIn(text: string | null): PaneSizes {
  try {
    const said = JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>;
    return { left: sizeIn(said, 'left'), right: sizeIn(said, 'right'), turn: sizeIn(said, 'turn') };
  } catch {
    return asDesigned;
  }
}

function sizeIn(said: Readonly<Record<string, unknown>>, name: PaneSize): number | null {
  const size = said[name];
  return typeof size === 'number' ? within(name, size) : null;
}

export function within(name: PaneSize, size: number): number {
  const [min, max] = paneLimits[name];
  return Math.min(Math.max(size, min), max);
}
