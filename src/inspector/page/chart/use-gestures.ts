import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type Zoom = (factor: number, at: readonly [x: number, y: number]) => void;
type Pan = (x: number, y: number) => void;

/** Whoever moves the mouse less than this wants to click. */
const dragMin = 3;

/**
 * The wheel moves a drawing as it moves a page, and makes it larger and smaller with Ctrl, as a pinch on a touchpad
 * does too. A drag moves it.
 */
export function useGestures(canvas: RefObject<HTMLElement | null>, zoom: Zoom, pan: Pan): void {
  const does = useRef({ zoom, pan });
  does.current = { zoom, pan };
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const wheel = (event: WheelEvent) => turnWheel(event, does.current);
    element.addEventListener('wheel', wheel, { signal, passive: false });
    listenToDrags(element, signal, (x, y) => does.current.pan(x, y));
    return () => abort.abort();
  }, [canvas]);
}

function turnWheel(event: WheelEvent, { zoom, pan }: { zoom: Zoom; pan: Pan }): void {
  event.preventDefault();
  const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
  const [x, y] = [event.deltaX * lines, event.deltaY * lines];
  if (!event.ctrlKey && !event.metaKey) return pan(-x, -y);
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  zoom(Math.exp(-y / 300), [event.clientX - left, event.clientY - top]);
}

function listenToDrags(element: HTMLElement, signal: AbortSignal, pan: Pan): void {
  let from: { readonly x: number; readonly y: number } | null = null;
  const listen = (
    name: 'pointerdown' | 'pointermove' | 'pointerup',
    hear: (event: PointerEvent) => void,
  ) => element.addEventListener(name, hear, { signal });
  listen('pointerdown', ({ button, clientX, clientY }) => {
    if (button === 0) from = { x: clientX, y: clientY };
  });
  listen('pointermove', ({ buttons, pointerId, clientX, clientY }) => {
    if (from === null || (buttons & 1) === 0) return;
    const [x, y] = [clientX - from.x, clientY - from.y];
    if (!element.hasPointerCapture(pointerId)) {
      if (Math.hypot(x, y) < dragMin) return;
      element.setPointerCapture(pointerId);
    }
    from = { x: clientX, y: clientY };
    pan(x, y);
  });
  listen('pointerup', () => {
    from = null;
  });
}
