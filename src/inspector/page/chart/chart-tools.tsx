import { IconButton } from '../parts/icon-button.tsx';
import type { ViewControl } from './use-chart-view.ts';

const factor = 1.25;

/** How large the chart is shown, and whether it goes along. */
export function ChartTools({ control }: { readonly control: ViewControl }) {
  const { mode, zoom, showAll, showActive } = control;
  return (
    <div class="chart-tools" role="toolbar" aria-label="What is seen of the chart">
      <button
        type="button"
        class="button"
        aria-pressed={mode === 'active'}
        title="Goes along with the states it is in (1)"
        onClick={showActive}
      >
        Follow
      </button>
      <button
        type="button"
        class="button"
        aria-pressed={mode === 'all'}
        title="Shows all of it (0)"
        onClick={showAll}
      >
        All
      </button>
      <IconButton icon="out" label="Smaller" hotkey="−" onClick={() => zoom(1 / factor)} />
      <IconButton icon="in" label="Larger" hotkey="+" onClick={() => zoom(factor)} />
    </div>
  );
}
