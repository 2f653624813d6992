import { useRef } from 'preact/hooks';

interface TabsProps<Name extends string> {
  readonly label: string;
  /** The element that they change: `id` of a `role="tabpanel"`. */
  readonly panel: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  /** What to say of one when the mouse rests on it. */
  readonly titleOf?: (name: Name) => string;
}

/** One of several views. The arrow keys go from one to the next, as the ARIA pattern has it. */
export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { label, panel, names, chosen, onChoose, titleOf } = props;
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const place = placeBehind(event.key, names.indexOf(chosen), names.length);
    if (place === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(names[place]!);
    list.current?.querySelectorAll('button')[place]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class="tab"
          role="tab"
          id={tabId(panel, name)}
          aria-selected={name === chosen}
          aria-controls={panel}
          tabIndex={name === chosen ? 0 : -1}
          title={titleOf?.(name)}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** What a panel is labelled by. */
export function tabId(panel: string, name: string): string {
  return `${panel}-tab-${name}`;
}

function placeBehind(key: string, place: number, count: number): number | null {
  if (key === 'ArrowRight') return (place + 1) % count;
  if (key === 'ArrowLeft') return (place + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
