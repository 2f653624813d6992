import { counted } from '../parts/formats.ts';

export interface TreeToolsProps {
  readonly needle: string;
  readonly seek: (needle: string) => void;
  readonly changesOnly: boolean;
  readonly showChangesOnly: (only: boolean) => void;
  readonly changes: number;
  readonly toNextChange: () => void;
}

/** What is shown of a tree, and how one gets to what has changed. */
export function TreeTools(props: TreeToolsProps) {
  const { needle, seek, changesOnly, showChangesOnly, changes, toNextChange } = props;
  return (
    <div class="tree-tools">
      <input
        class="field"
        type="search"
        placeholder="Filter"
        aria-label="Filter the state"
        title="By name or value, in what is open"
        value={needle}
        onInput={({ currentTarget }) => seek(currentTarget.value)}
      />
      <button
        type="button"
        class="button is-framed"
        aria-pressed={changesOnly}
        title="Show only what has changed"
        onClick={() => showChangesOnly(!changesOnly)}
      >
        Changes only
      </button>
      <button
        type="button"
        class="button is-framed tree-next"
        disabled={changes === 0}
        title="To the next change"
        onClick={toNextChange}
      >
        {changes === 0 ? 'No change' : `${counted(changes, 'change')} ↓`}
      </button>
    </div>
  );
}
