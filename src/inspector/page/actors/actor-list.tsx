import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Actors } from '../../answers/actors.ts';
import { useSize } from '../parts/use-size.ts';
import { actor, chooseActor } from '../store/position.ts';
import { ActorRow, rowHeight, rowId } from './actor-row.tsx';
import { rowsInView, rowsToAsk, scrollToRow, type Rows } from './rows-in-view.ts';

interface ActorListProps {
  readonly actors: Actors;
  readonly onAsk: (rows: Rows) => void;
}

/** Thousands of rows, of which only those exist that can be seen. */
export function ActorList({ actors, onAsk }: ActorListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { height } = useSize(list);
  const [top, setTop] = useState(0);
  const [cursor, setCursor] = useState<number | null>(null);
  const { fitting } = actors;
  const seen = rowsInView(top, height, rowHeight, fitting);
  const wanted = rowsToAsk(seen);
  useLayoutEffect(() => onAsk(wanted), [wanted.from, wanted.count]);

  const moveTo = (wish: number) => {
    const place = Math.min(Math.max(wish, 0), fitting - 1);
    setCursor(place);
    const scrolled = scrollToRow(place, list.current!.scrollTop, height, rowHeight);
    if (scrolled !== null) list.current!.scrollTop = scrolled;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || fitting === 0) return;
    const here = cursor ?? placeOf(actors, actor.value) ?? seen.from;
    const row = rowAt(actors, here);
    if ((event.key === 'Enter' || event.key === ' ') && row !== null) chooseActor(row.path);
    else {
      const wish = placeBehind(event.key, cursor === null ? here - 1 : here, height, fitting);
      if (wish === null) return;
      moveTo(wish);
    }
    event.preventDefault();
  };
  const places = Array.from({ length: seen.count }, (_, index) => seen.from + index);
  return (
    <div
      class="actor-list"
      ref={list}
      role="listbox"
      aria-label="Actors"
      tabIndex={0}
      aria-activedescendant={cursor === null ? undefined : rowId(cursor)}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={onKey}
      onBlur={() => setCursor(null)}
    >
      <div class="actor-rows" role="presentation" style={{ height: `${fitting * rowHeight}px` }}>
        {places.map((place) => {
          const row = rowAt(actors, place);
          return (
            row !== null && (
              <ActorRow
                key={row.path}
                row={row}
                place={place}
                all={fitting}
                isChosen={row.path === actor.value}
                isAtCursor={place === cursor}
                onChoose={() => chooseActor(row.path)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function rowAt({ rows, from }: Actors, place: number) {
  return rows[place - from] ?? null;
}

function placeOf({ rows, from }: Actors, path: string): number | null {
  const place = rows.findIndex((row) => row.path === path);
  return place === -1 ? null : from + place;
}

function placeBehind(key: string, place: number, height: number, all: number): number | null {
  const page = Math.max(Math.floor(height / rowHeight) - 1, 1);
  switch (key) {
    case 'ArrowDown':
      return place + 1;
    case 'ArrowUp':
      return place - 1;
    case 'PageDown':
      return place + page;
    case 'PageUp':
      return place - page;
    case 'Home':
      return 0;
    case 'End':
      return all - 1;
    default:
      return null;
  }
}
