import { describe, expect, it } from 'vitest';
import {
  panned,
  seenBox,
  viewOfAll,
  viewOn,
  zoomed,
} from '../../../../src/inspector/page/chart/chart-view.ts';

const pane = { width: 600, height: 500 };
const small = { width: 300, height: 200 };
const long = { width: 800, height: 3_000 };

describe('what is seen of a chart', () => {
  it('is all of it in the middle, no larger than it was drawn, if there is room', () => {
    expect(viewOfAll(small, pane)).toEqual({ scale: 1, x: 150, y: 150 });
    expect(viewOn([{ x: 0, y: 0, width: 9, height: 9 }], small, pane, null)).toEqual(
      viewOfAll(small, pane),
    );
  });

  it('is all of it, however small, to whoever wants all', () => {
    const view = viewOfAll(long, pane);
    expect(view.scale).toBeLessThan(0.2);
    const seen = seenBox(view, pane);
    expect([seen.x <= 0, seen.y <= 0]).toEqual([true, true]);
    expect([seen.width >= long.width, seen.height >= long.height]).toEqual([true, true]);
  });

  it('is what can be read around what is active otherwise', () => {
    const active = { x: 100, y: 1_500, width: 100, height: 30 };
    const view = viewOn([active], long, pane, null);
    expect(view.scale).toBe(0.85);
    expect(isSeen(active, view)).toBe(true);
  });

  it('stays where it is while what is active can be seen, and no further than it has to', () => {
    const first = viewOn([{ x: 100, y: 1_500, width: 100, height: 30 }], long, pane, null);
    const near = { x: 120, y: 1_600, width: 100, height: 30 };
    expect(viewOn([near], long, pane, first)).toEqual(first);
    const far = { x: 120, y: 2_900, width: 100, height: 30 };
    const moved = viewOn([far], long, pane, first);
    expect(isSeen(far, moved)).toBe(true);
    expect(seenBox(moved, pane).y + seenBox(moved, pane).height).toBeLessThan(3_020);
  });

  it('grows and shrinks around a place that stays, up to a limit', () => {
    const view = { scale: 1, x: 10, y: 20 };
    expect(zoomed(view, 2, [110, 120])).toEqual({ scale: 2, x: -90, y: -80 });
    expect(zoomed(view, 1_000, [0, 0]).scale).toBe(3);
    expect(zoomed(view, 0.000_1, [0, 0]).scale).toBe(0.15);
  });

  it('is never moved out of sight', () => {
    const view = { scale: 1, x: 0, y: 0 };
    expect(panned(view, [10, -20], small, pane)).toEqual({ scale: 1, x: 10, y: -20 });
    expect(panned(view, [9_999, 9_999], small, pane)).toEqual({ scale: 1, x: 540, y: 440 });
    expect(panned(view, [-9_999, -9_999], small, pane)).toEqual({ scale: 1, x: -240, y: -140 });
  });
});

function isSeen(
  box: { x: number; y: number; width: number; height: number },
  view: Parameters<typeof seenBox>[0],
): boolean {
  const seen = seenBox(view, pane);
  return (
    box.x >= seen.x &&
    box.y >= seen.y &&
    box.x + box.width <= seen.x + seen.width &&
    box.y + box.height <= seen.y + seen.height
  );
}
