import { CleanText } from '../parts/clean-text.tsx';
import type { LineRow, NoteRow } from './tree-rows.ts';
import { Value } from './value.tsx';

interface TreeLineProps {
  readonly row: LineRow;
  /** Where keys begin. */
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
}

/** One value of the tree. A change is told by a sign as well as by a colour. */
export function TreeLine({ row, isCurrent, isChosen, onChoose, onToggle }: TreeLineProps) {
  const { line, level, isOpen, place, of } = row;
  const canOpen = line.size > 0;
  const click = () => {
    onChoose();
    if (canOpen) onToggle();
  };
  return (
    <li
      class={`tree-line is-${line.change}`}
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isChosen}
      tabIndex={isCurrent ? 0 : -1}
      style={{ '--level': level - 1 }}
      onFocus={onChoose}
      onClick={click}
    >
      <span class="tree-sign" title={signs[line.change].words}>
        <span aria-hidden="true">{signs[line.change].sign}</span>
        <span class="unseen">{signs[line.change].words}</span>
      </span>
      <span
        class={`tree-twist ${canOpen ? (isOpen ? 'is-open' : 'is-closed') : ''}`}
        aria-hidden="true"
      />
      <span class="value-key">
        <CleanText text={line.key} />
      </span>
      <Value line={line} />
      {line.was !== null && (
        <span class="tree-was">
          was{' '}
          {line.was === '' ? (
            <i>empty</i>
          ) : (
            <s>
              <CleanText text={line.was} />
            </s>
          )}
        </span>
      )}
    </li>
  );
}

const signs = {
  same: { sign: '', words: '' },
  new: { sign: '+', words: 'new' },
  changed: { sign: '±', words: 'changed' },
  inside: { sign: '·', words: 'changed inside' },
  gone: { sign: '−', words: 'gone' },
} as const;

interface TreeNoteProps {
  readonly row: NoteRow;
  /** null: there is nothing that could be done. */
  readonly show: (() => void) | null;
}

/** Says how much is not there. */
export function TreeNote({ row: { kind, level, count }, show }: TreeNoteProps) {
  const words = `${count} ${kind === 'more' ? 'more' : 'unchanged'}`;
  return (
    <li
      class="tree-note"
      role="treeitem"
      aria-level={level}
      tabIndex={-1}
      style={{ '--level': level - 1 }}
      onClick={show ?? undefined}
    >
      <span class={show === null ? 'muted' : 'link'}>{words}</span>
    </li>
  );
}
