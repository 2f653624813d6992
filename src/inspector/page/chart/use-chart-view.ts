import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Box, Drawing } from '../../answers/chart.ts';
import { type ChartView, panned, type Size, viewOfAll, viewOn, zoomed } from './chart-view.ts';
import { useGestures } from './use-gestures.ts';

export type ViewMode = 'active' | 'all' | 'free';

export interface ViewControl {
  readonly view: ChartView;
  readonly mode: ViewMode;
  /** Goes along with the states it is in. */
  readonly showActive: () => void;
  readonly showAll: () => void;
  readonly zoom: (factor: number) => void;
  readonly pan: (x: number, y: number) => void;
  /** Brings a place of the drawing into the middle. */
  readonly seek: (x: number, y: number) => void;
}

/**
 * What of a drawing is seen. It follows what is active until somebody moves it by hand, and again once
 * they ask for that.
 */
export function useChartView(
  canvas: RefObject<HTMLElement | null>,
  drawing: Drawing,
  pane: Size,
  active: readonly Box[],
): ViewControl {
  const [mode, setMode] = useState<ViewMode>('active');
  const [view, setView] = useState<ChartView | null>(null);
  const places = active.map(({ x, y }) => `${x},${y}`).join(' ');
  const hasRoom = pane.width > 0 && pane.height > 0;
  useLayoutEffect(() => {
    if (!hasRoom || mode === 'free') return;
    setView((last) =>
      mode === 'all' ? viewOfAll(drawing, pane) : viewOn(active, drawing, pane, last),
    );
  }, [mode, drawing, pane.width, pane.height, places]);
  const change = (by: (view: ChartView) => ChartView) => {
    setMode('free');
    setView((last) => (last === null ? null : by(last)));
  };
  const zoomAt = (factor: number, at: readonly [number, number]) =>
    change((last) => zoomed(last, factor, at));
  const pan = (x: number, y: number) => change((last) => panned(last, [x, y], drawing, pane));
  useGestures(canvas, zoomAt, pan);
  return {
    view: view ?? viewOfAll(drawing, hasRoom ? pane : drawing),
    mode,
    showActive: () => setMode('active'),
    showAll: () => setMode('all'),
    zoom: (factor) => zoomAt(factor, [pane.width / 2, pane.height / 2]),
    pan,
    seek: (x, y) =>
      change(({ scale }) => ({
        scale,
        x: pane.width / 2 - x * scale,
        y: pane.height / 2 - y * scale,
      })),
  };
}
