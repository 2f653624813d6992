import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Room } from './places-around.ts';

/** How much room an element has, whenever that changes; null until it is known. */
export function useSize(element: RefObject<HTMLElement | null>): Room | null {
  const [size, setSize] = useState<Room | null>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return size;
}
