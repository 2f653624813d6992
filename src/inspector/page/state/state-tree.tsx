import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ValueLine } from '../../answers/value-line.ts';
import { counted } from '../parts/formats.ts';
import { ChosenValue } from './chosen-value.tsx';
import { nextChange, treeMove } from './tree-keys.ts';
import { TreeNote, TreeLine } from './tree-line.tsx';
import { treeRows, type NoteRow } from './tree-rows.ts';
import { TreeTools, type TreeToolsProps } from './tree-tools.tsx';
import { toggle, unfoldedIn } from './unfolded.ts';

interface StateTreeProps extends Omit<TreeToolsProps, 'changes' | 'toNextChange'> {
  readonly machine: string;
  readonly lines: readonly ValueLine[];
}

const rowsAtFirst = 400;

/** A tree of values as the ARIA pattern has it: one row has the focus, and keys go from row to row. */
export function StateTree({ machine, lines, ...tools }: StateTreeProps) {
  const [at, setAt] = useState<string | null>(null);
  const [room, setRoom] = useState(rowsAtFirst);
  const tree = useRef<HTMLUListElement>(null);
  const { needle, changesOnly } = tools;
  const { opened, closed } = unfoldedIn(machine);
  const rows = useMemo(
    () => treeRows(lines, { closed, needle, changesOnly }),
    [lines, closed, needle, changesOnly],
  );
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [at]);
  const go = (id: string) => {
    wanted.current = true;
    setRoom(Math.max(room, rows.findIndex((row) => row.id === id) + 1));
    setAt(id);
  };
  const press = (event: KeyboardEvent) => {
    const move = treeMove(rows, current, event.key);
    if (!ownKeys.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (move?.kind === 'go') go(move.id);
    if (move?.kind === 'toggle') toggle(machine, move.row.id, move.row.isOpen);
  };
  const showing = ({ kind, above }: NoteRow) => {
    if (kind === 'same') return () => tools.showChangesOnly(false);
    return opened.has(above) ? null : () => toggle(machine, above, false);
  };
  const found = rows.find((row) => row.kind === 'line' && row.id === at);
  const current = found?.id ?? rows.find((row) => row.kind === 'line')?.id ?? null;
  const change = nextChange(rows, at);
  return (
    <>
      <TreeTools
        {...tools}
        changes={change.count}
        toNextChange={() => change.id !== null && go(change.id)}
      />
      <ul class="tree" role="tree" aria-label="What it knows" ref={tree} onKeyDown={press}>
        {rows
          .slice(0, room)
          .map((row) =>
            row.kind === 'line' ? (
              <TreeLine
                key={row.id}
                row={row}
                isCurrent={row.id === current}
                isChosen={row.id === at}
                onChoose={() => setAt(row.id)}
                onToggle={() => toggle(machine, row.id, row.isOpen)}
              />
            ) : (
              <TreeNote key={row.id} row={row} show={showing(row)} />
            ),
          )}
      </ul>
      {rows.length > room && (
        <button type="button" class="link tree-more" onClick={() => setRoom(room * 4)}>
          {counted(rows.length - room, 'more line')}
        </button>
      )}
      {rows.length === 0 && needle !== '' && (
        <p class="tree-nothing muted">Nothing that is open says so.</p>
      )}
      {found?.kind === 'line' && <ChosenValue row={found} />}
    </>
  );
}

const ownKeys: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Enter',
  ' ',
]);
