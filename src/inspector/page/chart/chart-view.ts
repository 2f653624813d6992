import type { Box } from '../../answers/chart.ts';

/** Which part of a drawing is seen: a place p of it is shown at p * scale + (x, y). */
export interface ChartView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const scaleMin = 0.15;
const scaleMax = 3;
/** Smaller, letters can be made out but not be read with ease. */
const readable = 0.85;
const margin = 12;

/** All of it, in the middle, however small that makes it, and no larger than it was drawn. */
export function viewOfAll(drawing: Size, pane: Size): ChartView {
  const scale = Math.min(
    1,
    (pane.width - 2 * margin) / drawing.width,
    (pane.height - 2 * margin) / drawing.height,
  );
  return placed(scale, drawing, pane);
}

/**
 * All of it, if that can be read. If not, as wide as the pane or as small as can be read, and moved no more
 * than it takes to see what it is about: what has not changed its place on the screen is found again.
 */
export function viewOn(
  boxes: readonly Box[],
  drawing: Size,
  pane: Size,
  last: ChartView | null,
): ChartView {
  const all = viewOfAll(drawing, pane);
  if (all.scale >= readable) return all;
  const scale = Math.min(1, Math.max(readable, (pane.width - 2 * margin) / drawing.width));
  const start = placed(scale, drawing, pane);
  const from = last?.scale === scale ? last : start;
  if (boxes.length === 0) return within(from, drawing, pane);
  const box = around(boxes);
  if (last?.scale === scale && sees(last, box, pane)) return within(last, drawing, pane);
  const middle = {
    scale,
    x: pane.width / 2 - (box.x + box.width / 2) * scale,
    y: pane.height / 2 - (box.y + box.height / 2) * scale,
  };
  return within(middle, drawing, pane);
}

/** Larger or smaller, while the place under the mouse stays. */
export function zoomed(
  view: ChartView,
  factor: number,
  [x, y]: readonly [number, number],
): ChartView {
  const low = Math.min(scaleMin, view.scale);
  const scale = Math.min(scaleMax, Math.max(low, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/** Never so far away that nothing of it is seen any more. */
export function panned(
  view: ChartView,
  [x, y]: readonly [number, number],
  drawing: Size,
  pane: Size,
) {
  const kept = 60;
  return {
    scale: view.scale,
    x: clamp(view.x + x, kept - drawing.width * view.scale, pane.width - kept),
    y: clamp(view.y + y, kept - drawing.height * view.scale, pane.height - kept),
  };
}

/** The part of the drawing that the pane shows. */
export function seenBox({ scale, x, y }: ChartView, pane: Size): Box {
  return { x: -x / scale, y: -y / scale, width: pane.width / scale, height: pane.height / scale };
}

function sees(view: ChartView, box: Box, pane: Size): boolean {
  const seen = seenBox(view, pane);
  const free = margin / view.scale;
  return (
    box.x >= seen.x + free &&
    box.y >= seen.y + free &&
    box.x + box.width <= seen.x + seen.width - free &&
    box.y + box.height <= seen.y + seen.height - free
  );
}

/** What is smaller than the pane stands in its middle; what is larger leaves nothing of it empty. */
function within({ scale, x, y }: ChartView, drawing: Size, pane: Size): ChartView {
  return {
    scale,
    x: edge(x, drawing.width * scale, pane.width),
    y: edge(y, drawing.height * scale, pane.height),
  };
}

function placed(scale: number, drawing: Size, pane: Size): ChartView {
  return within({ scale, x: margin, y: margin }, drawing, pane);
}

function edge(at: number, size: number, room: number): number {
  if (size + 2 * margin <= room) return (room - size) / 2;
  return clamp(at, room - margin - size, margin);
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
