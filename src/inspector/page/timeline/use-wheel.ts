import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** What a wheel or two fingers do on an element, instead of scrolling. */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  onWheel: (event: WheelEvent, part: number) => void,
): void {
  useEffect(() => {
    const here = element.current!;
    const turnInto = (event: WheelEvent) => {
      // With Ctrl the browser would make the whole page larger: nobody who zooms the tape wants that either.
      event.preventDefault();
      const { left, width } = here.getBoundingClientRect();
      onWheel(event, (event.clientX - left) / width);
    };
    here.addEventListener('wheel', turnInto, { passive: false });
    return () => here.removeEventListener('wheel', turnInto);
  }, [element]);
}
