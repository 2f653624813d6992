import { useRef } from 'preact/hooks';
import { paneLimits, type PaneSize } from '../store/kept-sizes.ts';
import { paneSizes, resizePane } from '../store/pane-sizes.ts';

interface SplitterProps {
  readonly name: PaneSize;
  readonly label: string;
  /** How large its pane is just now, in the unit of its limits. */
  readonly measure: () => number;
  /** How large its pane would be with the line at this place of the window. */
  readonly sizeAt: (x: number, y: number) => number;
  /** What a key adds. */
  readonly pace: number;
}

/** A line between two panes that can be dragged, or moved with the arrow keys; a double click puts it back. */
export function Splitter({ name, label, measure, sizeAt, pace }: SplitterProps) {
  const line = useRef<HTMLDivElement>(null);
  const [min, max] = paneLimits[name];
  const isLevel = name === 'turn';
  const wayOf: Readonly<Record<string, number>> = isLevel
    ? { ArrowUp: -1, ArrowDown: 1 }
    : { ArrowLeft: name === 'left' ? -1 : 1, ArrowRight: name === 'left' ? 1 : -1 };
  return (
    <div
      class={`splitter is-${name}`}
      ref={line}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isLevel ? 'horizontal' : 'vertical'}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={paneSizes.value[name] ?? min}
      aria-valuetext={paneSizes.value[name] === null ? 'as designed' : undefined}
      onPointerDown={({ pointerId }) => line.current!.setPointerCapture(pointerId)}
      onPointerMove={({ pointerId, clientX, clientY }) => {
        if (line.current!.hasPointerCapture(pointerId)) resizePane(name, sizeAt(clientX, clientY));
      }}
      onDblClick={() => resizePane(name, null)}
      onKeyDown={(event) => {
        const way = wayOf[event.key];
        if (way === undefined || event.shiftKey) return;
        event.preventDefault();
        resizePane(name, measure() + way * pace);
      }}
    />
  );
}
